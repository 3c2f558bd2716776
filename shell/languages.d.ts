// What tools/languages.py makes of assets/languages.
export const languages: { tag: string; name: string }[];
