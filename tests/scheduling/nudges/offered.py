"""What nudges offer to tap: a new button is added here."""

ACTIONS = {
    *("accept_ask", "offer_chat", "offer_mentoring", "suggest_someone", "decline_ask"),
    *("book_session", "log_session", "met", "moved", "missed", "short_call"),
    *("slower", "fine", "pause_pair", "end_pair", "keep_pair"),
    *("pick_restart", "pick_slower", "pick_pause", "pick_end"),
    *("new_goal", "no_goal", "later_goal", "goal_progress", "goal_feels"),
    *("resume_pair", "pause_longer", "look_back", "open_offer", "never_pay_forward"),
    *("term_wrap_up", "term_extend", "term_now_and_then", "go_on_done", "keep_now_and_then", "reopen"),
    *("open_agenda", "no_agenda", "swap_prompts", "hide_message"),
    *("open_draft", "shorter_draft", "drop_draft", "look_again", "drop_search"),
    *("open_find", "ask_lead", "stop_waiting", "try_chat"),
    *("chat_met", "chat_missed", "chat_time", "chat_thanks", "no_thanks"),
    *("no_reply", "no_gap", "write_encounter", "drop_encounter"),
    *("still_open", "limit_room", "pause_offer", "take_off"),
    *("keep_goal", "drop_goal", "goal_reached", "move_goal", "open_goal"),
    *("action_done", "drop_action", "not_yet", "write_update", "quarter_text", "open_offer"),
    *("open_agreement", "no_agreement", "pulse", "open_audit", "later_audit"),
    *("fit_good", "fit_early", "fit_wrong", "focus_same", "focus_adjust", "focus_wrap_up"),
    *("give_this", "another_idea", "already_give", "no_gives"),
}
"""What the handlers listen to."""
ABOUT_NOTHING = {
    *("hide_message", "open_find", "ask_lead", "stop_waiting", "try_chat"),
    *("open_offer", "never_pay_forward"),
}
"""What concerns whoever taps it and nothing else."""
