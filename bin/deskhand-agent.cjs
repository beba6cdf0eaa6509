#!/usr/bin/env node
'use strict'
// Starts the customer's program with a new enough Node.
require('./launch.cjs')('deskhand-agent', 'dist/agent/deskhand-agent.js')
