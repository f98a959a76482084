// A button with data-passkey asks the device for what data-options says, and its form takes the answer along.
'use strict'

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0))

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

const PARTS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']

// Browsers make passkeys for names only.
const NUMBERS = /^[\d.]+$|:/

function asked(button) {
  const options = JSON.parse(button.dataset.options)
  options.challenge = toBytes(options.challenge)
  if (options.user !== undefined) options.user.id = toBytes(options.user.id)
  for (const known of options.excludeCredentials ?? []) known.id = toBytes(known.id)
  return { publicKey: options }
}

function answer(credential) {
  const response = {}
  for (const part of PARTS) {
    const bytes = credential.response[part]
    if (bytes !== undefined && bytes !== null && bytes.byteLength > 0) response[part] = toText(bytes)
  }
  return JSON.stringify({ id: credential.id, type: credential.type, response })
}

async function use(button) {
  const form = button.form
  const problem = form.querySelector('[data-passkey-problem]')
  problem.textContent = ''
  try {
    const credential = await navigator.credentials[button.dataset.passkey](asked(button))
    form.elements.namedItem('passkey').value = answer(credential)
    form.submit()
  } catch (error) {
    problem.textContent =
      error.name === 'InvalidStateError'
        ? 'This device has a passkey for you already.'
        : 'No passkey was used. Try again, or choose another way.'
  }
}

for (const button of document.querySelectorAll('[data-passkey]')) {
  if (window.PublicKeyCredential === undefined || NUMBERS.test(location.hostname)) continue
  button.form.querySelector('[data-passkey-absent]')?.remove()
  button.hidden = false
  button.disabled = false
  button.addEventListener('click', (event) => {
    if (button.dataset.passkey === 'create' && !button.form.reportValidity()) return
    event.preventDefault()
    void use(button)
  })
}
