import { randomUUID } from 'node:crypto';
import { setTag, startSpan } from '@vedette/express';
import { type CartLine, charge } from './payment.ts';
import { askTheStock } from './stock.ts';

export interface Order {
  id: string;
  currency: string;
  cents: number;
}

class CheckoutError extends Error {
  override name = 'CheckoutError';
}

/** Takes an order. Rejects with a CheckoutError whose cause is what went wrong on the way, or for want of stock. */
export async function checkout(lines: CartLine[]): Promise<Order> {
  setTag('cart.lines', lines.length);
  await askTheStock(lines);
  try {
    const paid = await startSpan({ name: 'charge the card', op: 'payment' }, () => charge(lines));
    return { id: randomUUID().slice(0, 8), ...paid };
  } catch (cause) {
    throw new CheckoutError('payment was declined', { cause });
  }
}
