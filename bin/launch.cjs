'use strict'
// Runs a program in place when this Node is new enough, else with the Node that npm installed beside it. Old Nodes read
// this file, so it is written in the JavaScript of 2015 and stands alone.
const childProcess = require('child_process')
const fs = require('fs')
const path = require('path')
const url = require('url')

/** The first Node whose SQLite prints no warning. */
const NEEDED = [24, 15]
const ROOT = path.join(__dirname, '..')
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

const SENTENCES = {
  en: {
    notBuilt: (name) => `${name} is not built yet; run "npm run build" in ${ROOT}`,
    noNode: (name) =>
      `${name} needs Node.js ${NEEDED.join('.')} or newer (this is ${process.versions.node}), and the one it brings for ` +
      `${process.platform} ${process.arch} is not installed; run "npm install" without --omit=optional, or install a newer Node.js`,
    cannotStart: (name, why) =>
      `${name} could not start its own Node.js (${why}); install Node.js ${NEEDED.join('.')} or newer`,
  },
  ko: {
    notBuilt: (name) => `${name} 프로그램이 아직 빌드되지 않았습니다. ${ROOT} 폴더에서 "npm run build"를 실행해 주세요`,
    noNode: (name) =>
      `${name} 실행에는 Node.js ${NEEDED.join('.')} 이상이 필요합니다(현재 ${process.versions.node}). 함께 제공되는 ` +
      `${process.platform} ${process.arch}용 Node.js도 설치되어 있지 않습니다. --omit=optional 없이 "npm install"을 실행하거나 ` +
      '더 새로운 Node.js를 설치해 주세요',
    cannotStart: (name, why) =>
      `${name}에 포함된 Node.js를 시작하지 못했습니다(${why}). Node.js ${NEEDED.join('.')} 이상을 설치해 주세요`,
  },
}

/**
 * Starts a program with this process's arguments; its exit code becomes this process's.
 *
 * @param name  what the person typed
 * @param file  the built program, from the package's folder
 */
module.exports = function launch(name, file) {
  const main = path.join(ROOT, file)
  // A hub writes its own address into the package it hands out; what the person says goes first.
  const config = require('../package.json').config
  if (config && config.hub && !process.env.DESKHAND_HUB) process.env.DESKHAND_HUB = config.hub
  if (!fs.existsSync(main)) return fail(say().notBuilt(name))
  if (isNewEnough(process.versions.node)) {
    import(url.pathToFileURL(main).href)
    return
  }
  const node = ownNode()
  if (!node) return fail(say().noNode(name))
  startWith(node, name, main)
}

function isNewEnough(version) {
  const parts = version.split('.').map(Number)
  return parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1])
}

/** The Node of the optional dependency for this machine, or null. */
function ownNode() {
  const isWindows = process.platform === 'win32'
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
  try {
    const node = path.join(
      path.dirname(require.resolve(`${name}/package.json`)),
      'bin',
      isWindows ? 'node.exe' : 'node',
    )
    return fs.existsSync(node) ? node : null
  } catch (_) {
    return null // not installed: the caller has the sentence for it
  }
}

function startWith(node, name, main) {
  const child = childProcess.spawn(node, [main].concat(process.argv.slice(2)), { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both processes by itself; passing it on would press it twice.
  const isInTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  SIGNALS.forEach((signal) => {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !isInTerminal) child.kill(signal)
    })
  })
  child.on('error', (error) => fail(say().cannotStart(name, error.code || error.message)))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function say() {
  const env = process.env
  const wanted = env.DESKHAND_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en'
  return wanted.toLowerCase().indexOf('ko') === 0 ? SENTENCES.ko : SENTENCES.en
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
