import { createStackParser, type StackLineParser } from '@vedette/core';
import { parseStack } from '../stack-lines.ts';

// Names of Sentry's SDKs, for those who give `stackParser` by hand. One reader knows the lines of every engine, so all are the same.

/** Reads a line of a stack as Chromium, Edge, Node and React Native write it. */
export const chromeStackLineParser: StackLineParser = [30, (line) => parseStack(line).find(({ lineno }) => lineno)];
/** The same for Firefox and Safari. */
export const geckoStackLineParser: StackLineParser = [50, chromeStackLineParser[1]];
/** The same for old Edge and Internet Explorer. */
export const winjsStackLineParser: StackLineParser = [40, chromeStackLineParser[1]];
/** The same for Opera 10, whose stacks nobody meets any more: as Chromium's. */
export const opera10StackLineParser: StackLineParser = [10, chromeStackLineParser[1]];
/** The same for Opera 11. */
export const opera11StackLineParser: StackLineParser = [20, chromeStackLineParser[1]];
/** What `defaultStackParser` is made of. */
export const defaultStackLineParsers: StackLineParser[] = [chromeStackLineParser, geckoStackLineParser];

/** A stack text as an event's frames, the outermost call first, as `init` reads it too. */
export const defaultStackParser = /* @__PURE__ */ createStackParser(chromeStackLineParser);
