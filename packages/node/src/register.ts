/**
 * The subpath `@vedette/node/register`: starts monitoring with what the environment says, before the program's own code, for
 * `node --import @vedette/node/register` and `node --require @vedette/node/register`. What the program gives to `init` later
 * takes over.
 */
// By its name, so that both share one copy of it.
import { init } from '@vedette/node';

init();
