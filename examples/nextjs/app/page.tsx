import { order } from './actions';
import { Size } from './size';

export default function Page() {
  return (
    <main>
      <h1>A small shop</h1>
      <form action={order}>
        <input type="hidden" name="product" value="lantern" />
        <button type="submit">Order a lantern</button>
      </form>
      <Size product="hammock" />
    </main>
  );
}
