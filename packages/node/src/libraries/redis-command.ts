/** Commands whose first argument is a key, or a channel. Of all others nothing but the name is told. */
const KEY_FIRST =
  /^(?:append|bitcount|bitfield(?:_ro)?|bitpos|[bl]move|decr(?:by)?|dump|expire\w*|geo\w+|get\w*|h(?:del|exists|expire\w*|get\w*|incrby\w*|keys|len|mget|mset|pexpire\w*|randfield|scan|set\w*|strlen|ttl|vals)|incr\w*|l(?:index|insert|len|pop|pos|push|pushx|range|rem|set|trim)|move|p(?:ersist|expire\w*|fadd|setex|ttl)|s?publish|r(?:ename|enamenx|estore|pop|poplpush|push|pushx)|s(?:add|card|et\w*|ismember|members|mismember|move|pop|randmember|rem|scan|trlen|ubstr)|ttl|type|x(?:ack|add|del|len|range|revrange|trim)|z(?:add|card|count|incrby|lexcount|mscore|popmax|popmin|randmember|range\w*|rank|rem\w*|rev\w+|scan|score))$/;
/** Commands that take keys and nothing else. */
const KEYS_ONLY = /^(?:del|exists|mget|pfcount|s(?:diff|inter|union)|touch|unlink|watch)$/;
/** Parts of a key that name what it is about, not whose it is. */
const SEPARATOR = /([:/|{}]+)/;
const MAX_NAME_CHARS = 24;

/** The keys a command is about; none where that is not known for sure. Arguments may be bytes. */
export function redisKeys(command: string, args: readonly unknown[]): string[] {
  const name = command.toLowerCase();
  const keys = KEYS_ONLY.test(name) ? args : KEY_FIRST.test(name) ? args.slice(0, 1) : [];
  return keys.map(String);
}

/**
 * A command without its values: `SET user:? ?`. In keys, whatever may tell one from another is left out as well: keys hold
 * names of people and of sessions.
 */
export function redisStatement(command: string, args: readonly unknown[]): string {
  const name = command.toUpperCase();
  const keys = redisKeys(command, args.slice(0, 1));
  const [key] = keys;
  return [name, ...(key === undefined ? [] : [keyPattern(key)]), ...(args.length > keys.length ? ['?'] : [])].join(' ');
}

function keyPattern(key: string): string {
  return key
    .slice(0, 200)
    .split(SEPARATOR)
    .map((part) => (/^[^\d@\s]*$/.test(part) && part.length <= MAX_NAME_CHARS ? part : '?'))
    .join('');
}
