/** The stack that works, which `rouse --stack` names, and whose name everything kept begins with. */
export const stackName = "Rouse";

/** The stack of what is kept. */
export const keptStackName = `${stackName}Kept`;
