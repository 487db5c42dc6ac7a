const DOUBLED = '0246813579';

/** Whether a number of an account (IBAN, mod 97) or of a card (Luhn) is one that can exist. Spaces and dashes are skipped. */
export function hasValidChecksum(number: string): boolean {
  const digits = number.replace(/\W/g, '');
  if (digits > 'A') {
    const turned = digits.slice(4) + digits.slice(0, 4);
    return (
      digits.length > 14 && BigInt(turned.replace(/[A-Z]/g, (letter) => `${Number.parseInt(letter, 36)}`)) % 97n === 1n
    );
  }
  // Every second digit from the end counts twice, by the sum of its digits.
  const sum = [...digits]
    .reverse()
    .reduce((before, digit, place) => before + Number(place % 2 ? DOUBLED[+digit] : digit), 0);
  return digits.length > 12 && sum % 10 === 0;
}
