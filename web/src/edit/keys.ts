/** A random UUID; `crypto.randomUUID` is missing where the page is not served over https. */
export function uuid(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = fill): string {
  const bytes = random(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  return crypto.getRandomValues(bytes);
}

/** Gives a request its key: the same one as long as nothing of it changes, so that a repetition is no second edit. */
export class Keys {
  private last: { text: string; key: string } | null = null;

  constructor(private readonly make: () => string = uuid) {}

  of(request: unknown): string {
    const text = JSON.stringify(request);
    if (this.last?.text !== text) this.last = { text, key: this.make() };
    return this.last.key;
  }
}
