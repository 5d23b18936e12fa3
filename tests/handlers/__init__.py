"""What people do, through real Slack libraries against the playground."""
