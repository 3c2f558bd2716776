#include "ui/terminal/terminal_app.hpp"

#include "ui/screens/words.hpp"

#include <utility>

namespace castellan::ui {

FrameReport const& TerminalApp::frame(double seconds, std::int64_t now_ms, int utc_offset_minutes)
{
    for (auto const& outcome : client_.take_outcomes())
        tell(outcome);
    client_.take_news();
    wants_frame_ = false;

    auto viewport = ui_.viewport();
    viewport.text_scale = kiosk_scale(viewport.width, viewport.height);
    viewport.coarse_pointer = true; // Gloves, whatever the browser takes the panel for.
    ui_.set_viewport(viewport);
    ui_.set_clock(now_ms, utc_offset_minutes);
    ui_.begin_frame(seconds);
    draw(now_ms);
    auto const& report = ui_.end_frame();
    send(now_ms);
    return report;
}

void TerminalApp::draw(std::int64_t now_ms)
{
    auto const at = at_terminal(client_, now_ms);
    auto const ready = client_.phase() == client::TerminalClient::Phase::ready;
    auto const here = state_.path.size();
    {
        auto const title = ready ? title_of(at, state_.place()) : std::string{};
        auto const* me = at.world.users.get(at.me);
        KioskFrame frame{ui_, {.title = title, .person = me == nullptr ? std::string_view{} : me->name, .has_back = here > 1}, state_.frame};
        if (ready) {
            draw_place(at);
            if (announced_ != title) {
                announced_ = title;
                announcement_ = title;
            }
        } else {
            Page page{ui_, "loading"};
            if (client_.phase() == client::TerminalClient::Phase::loading) {
                spinner(ui_, tr("One moment, please."));
            } else {
                auto actions = failed_state(ui_, tr("The service can't be reached, and nothing is kept here for you."));
                if (actions.button(tr("Try again"), {.weight = Weight::primary, .icon = icon::refresh_cw}))
                    client_.refresh();
            }
        }
    }
    if (state_.frame.wants_back)
        state_.back();
    if (state_.frame.wants_sign_out)
        wants_sign_out_ = true;
    if (state_.frame.wants_back || state_.path.size() != here || client_.busy())
        wants_frame_ = true;
}

void TerminalApp::draw_place(AtTerminal const& at)
{
    auto const place = state_.place(); // A copy: what is pressed puts another one on the path.
    Page page{ui_, std::to_string(static_cast<int>(place.at)) + place.thing, PageWidth::full};
    if (state_.notice)
        static_cast<void>(banner(ui_, state_.notice->tone, state_.notice->title, state_.notice->body));
    if (client_.busy())
        spinner(ui_, tr("One moment, please."));
    switch (place.at) {
    case Stage::home: home_stage(ui_, at, state_); break;
    case Stage::safes: safes_stage(ui_, at, state_); break;
    case Stage::safe: safe_stage(ui_, at, state_); break;
    case Stage::asset: asset_stage(ui_, at, state_); break;
    case Stage::amount: amount_stage(ui_, at, state_); break;
    case Stage::move_to: move_stage(ui_, at, state_); break;
    case Stage::doors: doors_stage(ui_, at, state_); break;
    case Stage::door: door_stage(ui_, at, state_); break;
    case Stage::unlock_for: unlock_for_stage(ui_, at, state_); break;
    case Stage::forms: forms_stage(ui_, at, state_); break;
    case Stage::form: form_stage(ui_, at, state_); break;
    case Stage::tasks: tasks_stage(ui_, at, state_); break;
    case Stage::clear_pin: clear_pin_stage(ui_, at, state_); break;
    case Stage::add_member: add_member_stage(ui_, at, state_); break;
    }
}

void TerminalApp::send(Instant now)
{
    if (!state_.fill.attachment.content.empty() && picture_ticket_ == 0) {
        picture_ticket_ = client_.attach(std::exchange(state_.fill.attachment, {}).content);
        wants_frame_ = true;
    }
    auto const wanted = std::exchange(state_.wanted, std::nullopt);
    if (!wanted || client_.busy())
        return;
    state_.notice.reset();
    client_.send(*wanted, now);
    wants_frame_ = true;
}

namespace {

/// At a terminal nothing of an asset is edited but how many there are.
std::string done_words(Kind kind) { return kind == Kind::asset_edit ? std::string{tr("The quantity is written down")} : std::string{done_title(kind)}; }
std::string failed_words(Kind kind) { return kind == Kind::asset_edit ? std::string{tr("The quantity was not written down")} : std::string{failed_title(kind)}; }

} // namespace

void TerminalApp::tell(client::TerminalOutcome const& outcome)
{
    using Result = client::TerminalOutcome::Result;
    if (outcome.ticket == picture_ticket_) {
        picture_ticket_ = 0;
        auto const field = std::exchange(state_.fill.attaching, {});
        if (outcome.result == Result::done) {
            state_.fill.at(field) = outcome.told;
        } else {
            state_.fill.problem_field = field;
            state_.fill.problem = client_.online() ? said(outcome.reason) : std::string{tr("Pictures and signatures need the network.")};
        }
        return;
    }
    switch (outcome.result) {
    case Result::cancelled: return;
    case Result::done:
        state_.done();
        state_.notice = TerminalState::Notice{Tone::good, done_words(outcome.kind), {}};
        break;
    case Result::kept:
        state_.done();
        state_.notice = TerminalState::Notice{Tone::good, done_words(outcome.kind), tr("It is kept here, and sent when the network is back. The rules are asked again then.")};
        break;
    case Result::refused:
    case Result::failed:
        state_.notice = TerminalState::Notice{Tone::danger, failed_words(outcome.kind), said(outcome.reason) + (outcome.rule.empty() ? "" : " (" + outcome.rule + ")")};
        break;
    }
    announcement_ = state_.notice->title + ". " + state_.notice->body;
}

std::optional<bool> TerminalApp::take_sign_out()
{
    if (client_.is_over() && !std::exchange(told_over_, true))
        return true;
    return std::exchange(wants_sign_out_, false) ? std::optional{false} : std::nullopt;
}

} // namespace castellan::ui
