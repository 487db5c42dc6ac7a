/**
 * Whether a number of an account (IBAN, mod 97) or of a card (Luhn) is one that can exist; short ones are none. What is no
 * letter or digit is skipped.
 */
export function hasValidChecksum(number: string): boolean {
  // A letter counts as two digits: `A` is 10.
  const values = [...number.replace(/\W/g, '')].map((digit) => Number.parseInt(digit, 36));
  if (values.length < 13) {
    return false;
  }
  if (number > 'A') {
    const turned = [...values.slice(4), ...values.slice(0, 4)];
    return turned.reduce((rest, value) => (rest * (value > 9 ? 100 : 10) + value) % 97, 0) === 1;
  }
  // Every second digit from the end counts twice, by the sum of its digits.
  return values.reverse().reduce((sum, value, place) => sum + ((place % 2 && (value * 2) % 9) || value), 0) % 10 === 0;
}
