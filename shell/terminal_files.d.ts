export const edition: string;
export const files: string[];
