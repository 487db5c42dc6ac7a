import type { Product } from '../api.ts';
import { euros } from '../money.ts';
import { Picture } from '../picture.tsx';

interface Props {
  product: Product;
  onAdd(product: Product): void;
}

export function ProductDetail({ product, onAdd }: Props) {
  return (
    <article className="detail">
      <Picture id={product.id} />
      <div>
        <h1>{product.name}</h1>
        <p>{product.text}</p>
        <Size size={product.size} />
        <footer>
          <b>{euros(product.cents)}</b>
          <button type="button" onClick={() => onAdd(product)}>
            Add to the cart
          </button>
        </footer>
      </div>
    </article>
  );
}

function Size({ size }: Pick<Product, 'size'>) {
  return (
    <p className="size">
      {size.width} × {size.height} cm, {size.grams} g
    </p>
  );
}
