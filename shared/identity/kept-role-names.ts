/**
 * Mailboxes of a role rather than a person, as they stand before the @ (looked through last on 2026-11-29): those of RFC 2142, those
 * that newsletter services refuse as role addresses, and what shops and firms have their mail sent to. Nothing is listed that
 * somebody is named, such as `till` or `ola`.
 */
const words = {
  english: `abuse accounting accounts accountspayable accounts-payable admin administrator billing checkout contact contactus
    contact-us customercare customer-care customerservice customer-service customer.service customersupport customer-support
    enquiries enquiry feedback frontdesk hello help helpdesk hi hostmaster hr info infos inquiries inquiry invoice invoices mail
    marketing newsletter office order orders postmaster procurement purchase purchases purchasing reception returns sales
    security service shipping shop shops store stores subscribe support team webmaster webshop welcome`,
  german: `anfrage anfragen bestellung bestellungen buchhaltung buero büro einkauf empfang hallo kasse kontakt kundenbetreuung
    kundendienst kundenservice kunden-service moin onlineshop rechnung rechnungen retoure retouren verkauf versand vertrieb
    verwaltung zentrale`,
  french: `accueil achat achats bonjour boutique caisse commande commandes comptabilite comptabilité facturation factures magasin
    secretariat secrétariat serviceclient service-client serviceclients vente ventes`,
  spanish: `administracion administración atencionalcliente compras contacto facturacion facturación hola pedido pedidos tienda
    ventas`,
  portuguese: "atendimento contato encomendas faturacao financeiro loja vendas",
  italian: "acquisti amministrazione assistenza ciao contatti fatture fatturazione negozio ordini vendite",
  dutch:
    "administratie bestelling bestellingen contactformulier facturatie facturen inkoop klantenservice verkoop winkel",
  nordic: `asiakaspalvelu bestilling butik butikken butiken faktura hej kundeservice kundservice kundtjanst kundtjänst myynti
    ordre salg tilaukset`,
  polish: "biuro sklep sprzedaz sprzedaż zamowienia zamówienia",
  czech: "objednavky objednávky obchod prodej",
  turkish: "destek iletisim iletişim muhasebe satis satış siparis sipariş",
  russian: "buhgalteria magazin prodazhi zakaz zakazy",
  vietnamese: "banhang cskh donhang hotro ketoan lienhe muahang",
  chinese: "caigou caiwu dingdan kefu shouhou xiaoshou 客服",
  japanese: "chumon otoiawase toiawase uketsuke",
};

export const roleNames: ReadonlySet<string> = new Set(Object.values(words).flatMap((list) => list.split(/\s+/)));
