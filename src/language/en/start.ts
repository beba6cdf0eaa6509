// What the customer's start script says (en).

/** Messages of the area `start`. */
export const start = {
  downloading: 'Fetching the support program; this happens only once …',
  downloadFailed: 'The support program could not be fetched. Check the connection to the internet and try again.',
  damaged: 'The support program arrived damaged and was not started. Please try again.',
  noDownloader: 'Neither curl nor wget was found. Install one of them and try again.',
  noSpace: 'There is no room for the support program (about 200 MB), or its folder cannot be written to.',
  unsupported:
    'There is no ready-made support program for this computer. Install Node.js 20 or newer (nodejs.org), then run: {command}',
} as const
