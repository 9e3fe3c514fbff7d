#!/usr/bin/env node
"use strict";
// Plain JavaScript: it sets up what the TypeScript below needs and nothing else.
require("../engine/defer-modules.js");
require("../cli/loader/register.js");
require("../cli/main.ts").main(process.argv);
