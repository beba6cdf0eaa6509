#!/usr/bin/env node
'use strict'
// Starts the rep's program with a new enough Node.
require('./launch.cjs')('deskhand', 'dist/deskhand/deskhand.js')
