/** Rooms whose screens may show what a decision set going; they are asked again at once where they stand beside the inbox. */
export const affected: readonly string[] = ['tasks', 'customers', 'notifications', 'audit']
