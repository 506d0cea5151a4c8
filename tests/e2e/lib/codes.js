// Codes of the registry that the tests name, by the numbers that the standard list gave them for good.
/** `urn:salus:reason|breach-of-rules` */
export const BREACH_OF_RULES = 739;
