"""/styleguide/: every block and component in every state, drawn from the blocks' previews and the examples beside this file."""
