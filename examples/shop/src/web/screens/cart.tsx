import { useState } from 'react';
import { type CartLine, type Order, type Product, postOrder } from '../api.ts';
import { euros } from '../money.ts';

interface Props {
  products: Product[];
  cart: CartLine[];
  onPaid(): void;
}

export function Cart({ products, cart, onPaid }: Props) {
  const [order, setOrder] = useState<Order>();
  const [problem, setProblem] = useState('');
  const rows = cart.flatMap((line) => {
    const product = products.find(({ id }) => id === line.productId);
    return product ? [{ product, quantity: line.quantity, cents: product.cents * line.quantity }] : [];
  });

  async function buy() {
    setProblem('');
    const response = await postOrder(cart);
    if (!response.ok) {
      const { message } = await response.json();
      setProblem(`We are sorry: ${message}. Nothing was charged.`);
      throw new Error(`Order not taken: the API answered ${response.status}`);
    }
    setOrder(await response.json());
    onPaid();
  }

  if (order) {
    return (
      <section className="notice thanks" role="status">
        <h2>Thank you.</h2>
        <p>
          Order {order.id} over {euros(order.cents)} is on its way.
        </p>
      </section>
    );
  }
  return (
    <section className="cart">
      <h1>Cart</h1>
      {rows.length === 0 && <p>Nothing in it yet.</p>}
      <table>
        <tbody>
          {rows.map(({ product, quantity, cents }) => (
            <tr key={product.id}>
              <td>{product.name}</td>
              <td>{quantity}</td>
              <td>{euros(cents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <b>{euros(rows.reduce((sum, { cents }) => sum + cents, 0))}</b>
        <button type="button" className="buy" disabled={rows.length === 0} onClick={buy}>
          Buy
        </button>
      </footer>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
