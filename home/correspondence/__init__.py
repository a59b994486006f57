"""What visitors send: answers to "Did the page help you?" and messages to the editors, all without a cookie."""
