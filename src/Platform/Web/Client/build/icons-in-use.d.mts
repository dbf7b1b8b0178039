export function iconsInUse(): Map<string, string | undefined>;
