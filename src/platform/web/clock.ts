/** The browser's own clock, for words such as "today"; the server decides by its own. */
export const browserClock = (): Date => new Date()
