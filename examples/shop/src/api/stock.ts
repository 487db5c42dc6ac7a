import type { CartLine } from './payment.ts';

class StockError extends Error {
  override name = 'StockError';
}

/** Asks the service that knows the stock (`examples/python-flask`), where there is one; rejects when it does not answer. */
export async function askTheStock(lines: CartLine[]): Promise<void> {
  const { STOCK_URL } = process.env;
  for (const { productId } of STOCK_URL ? lines : []) {
    const response = await fetch(`${STOCK_URL}/stock/${productId}`);
    if (!response.ok) {
      throw new StockError(`the stock of ${productId} is not known`);
    }
  }
}
