import { captureException } from '@vedette/react';
import { useEffect } from 'react';
import { Link, Outlet, useLoaderData, useRouteError } from 'react-router';

/** Stands for an API. The moor has been closed, and its stages are gone. */
const walks = { coast: { name: 'Along the coast', stages: [12, 9, 14] }, moor: { name: 'Over the moor' } };

async function loadWalk({ params }) {
  const { name, stages } = walks[params.id];
  return { name, kilometres: stages.reduce((sum, stage) => sum + stage, 0) };
}

function Walk() {
  const { name, kilometres } = useLoaderData();
  return (
    <p>
      {name}: {kilometres} km
    </p>
  );
}

/** The router catches what its loaders and elements throw, so it is reported here. */
function Failure() {
  const error = useRouteError();
  useEffect(() => {
    captureException(error, { mechanism: { type: 'auto.function.react_router', handled: true } });
  }, [error]);
  return <p role="alert">This walk cannot be shown. We have been told.</p>;
}

function Page() {
  return (
    <main>
      <h1>Walks</h1>
      <Link to="/walks/coast">The coast</Link> <Link to="/walks/moor">The moor</Link>
      <Outlet />
    </main>
  );
}

export const routes = [
  {
    path: '/',
    element: <Page />,
    hydrateFallbackElement: <p>One moment</p>,
    children: [{ path: 'walks/:id', loader: loadWalk, element: <Walk />, errorElement: <Failure /> }],
  },
];
