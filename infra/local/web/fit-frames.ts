/** A frame higher than this scrolls. */
const HIGHEST_PX = 6000;
/** What a bar to scroll sideways takes, where a mail is wider than its frame. */
const BAR_PX = 16;

/**
 * Makes each frame of a page as high as what it shows, once it shows it. It reads the frames, which have to be of the page's own origin
 * (`sandbox="allow-same-origin"`): in them nothing runs, so that nothing in them can use that. Without it frames keep the height of
 * their style sheet.
 */
export const fitFrames = `"use strict";
const fit = (frame) => {
  const root = frame.contentDocument?.documentElement;
  if (!root || !frame.contentDocument.body?.childElementCount || frame.offsetParent === null) return;
  root.style.overflow = "hidden";
  frame.style.height = "0";
  const height = root.scrollHeight;
  const bar = root.scrollWidth > root.clientWidth ? ${BAR_PX} : 0;
  frame.style.height = Math.min(height + bar, ${HIGHEST_PX}) + frame.offsetHeight - frame.clientHeight + "px";
  root.style.overflow = height + bar > ${HIGHEST_PX} ? "" : "auto hidden";
};
const fitAll = () => document.querySelectorAll("iframe[srcdoc]").forEach(fit);
for (const event of ["load", "toggle", "change"])
  document.addEventListener(event, ({ target }) => (event === "load" ? target.srcdoc && fit(target) : fitAll()), true);
fitAll();
`;
