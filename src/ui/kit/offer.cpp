// Offers: drawn by what the rules say of their change, queued exactly as they are.
#include "ui/kit/offer.hpp"

#include "rules/sentence.hpp"
#include "ui/kit/button.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/dialog.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/offer_look.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace castellan::ui {

OfferLook look_of(Core& core, Decision const& decision, Change const& change, OfferOptions const& options)
{
    OfferLook look;
    look.absent = decision.effect == Effect::deny;
    look.busy = core.is_under_way(change);
    look.hint = options.hint;
    if (decision.effect == Effect::not_now)
        look.disabled = core.texts[core.frame_number & 1].keep({core.reason_of(change, decision), " (", decision.rule, ")"});
    else if (!options.incomplete.empty())
        look.disabled = options.incomplete;
    else if (decision.effect == Effect::after && look.hint.empty())
        look.hint = decision.needs.otp             ? tr("Asks for a one-time code first")
                    : decision.needs.mfa           ? tr("Needs a session with a second factor")
                    : decision.needs.second_person ? tr("Needs a second person")
                                                   : std::string_view{};
    return look;
}

std::string Core::reason_of(Change const& change, Decision const& decision) const
{
    // D-4 names the other group and the doors; the rest say all by themselves.
    if (decision.rule == "D-4" && viewer.world)
        return said(sentence(*viewer.world, viewer.actor, change, decision));
    return tr(decision.reason);
}

Decision Core::note_offer(Change const& change, Offer::Kind kind, WidgetId widget)
{
    if (writing)
        return {};
    auto const decision = ui.judge(change);
    if (decision.effect != Effect::deny)
        offers.push_back({change, decision, kind, widget});
    return decision;
}

bool Core::is_under_way(Change const& change) const
{
    if (under_way.empty() || !viewer.world)
        return false;
    // Of the same kind and about the same things: its parameters may have been completed meanwhile.
    auto const same_things = [](Subjects const& one, Subjects const& other) {
        return one.account == other.account && one.user == other.user && one.group == other.group &&
               one.safe == other.safe && one.asset == other.asset && one.door == other.door;
    };
    auto const subjects = subjects_of(*viewer.world, change);
    return std::ranges::any_of(under_way, [&](Change const& sent) {
        return sent.index() == change.index() && same_things(subjects_of(*viewer.world, sent), subjects);
    });
}

void Core::activate_offer(std::vector<Change> wanted, OfferOptions const& options, std::string_view label,
                          WidgetId widget)
{
    want_frame_in(0);
    if (!options.confirm) {
        changes.insert(changes.end(), std::make_move_iterator(wanted.begin()), std::make_move_iterator(wanted.end()));
        return;
    }
    confirmation = {.changes = std::move(wanted),
                    .question = *options.confirm,
                    .weight = options.weight,
                    .id = widget,
                    .open = true,
                    .depth = dialogs.size()};
    if (confirmation.question.verb.empty())
        confirmation.question.verb = std::string(label);
}

void Core::draw_confirmation()
{
    if (!confirmation.open)
        return;
    auto const scope = ui.scope(confirmation.id);
    Dialog dialog{ui,
                  confirmation.question.title,
                  confirmation.open,
                  {.body = confirmation.question.body, .width = 30, .alert = true}};
    if (!dialog)
        return;
    // Judged again: the world may have changed while the question stood there. Not noted: the offer itself was. Of many
    // the first speaks for all; when they are sent, each is judged.
    ui.consequences(confirmation.changes);
    auto const& first = confirmation.changes.front();
    auto const decision = ui.judge(first);
    auto const look = confirmation.changes.size() == 1 ? look_of(*this, decision, first, {}) : OfferLook{};
    auto actions = dialog.actions();
    auto const reason = look.absent ? tr("This is no longer allowed.") : look.disabled;
    auto const weight = confirmation.weight == Weight::danger ? Weight::danger : Weight::primary;
    if (actions.button(confirmation.question.verb, {.weight = weight, .disabled = reason})) {
        for (auto& change : confirmation.changes)
            ui.request(std::move(change));
        dialog.close();
    }
}

void Ui::consequences(std::span<Change const> changes)
{
    if (core_->consequences && !changes.empty())
        core_->consequences(changes);
}

void Ui::show_consequences(std::function<void(std::span<Change const>)> draw) { core_->consequences = std::move(draw); }

Decision Ui::judge(Change const& change) const
{
    auto const& viewer = core_->viewer;
    if (!viewer.world)
        return {};
    return may(*viewer.world, viewer.actor, change, viewer.context);
}

Effect Ui::may_offer(Change const& change)
{
    return core_->note_offer(change, Offer::Kind::form, 0).effect;
}

bool Ui::offer(std::string_view label, Change const& change, OfferOptions const& options)
{
    auto const decision = core_->note_offer(change, Offer::Kind::act, core_->id(label));
    auto const look = look_of(*core_, decision, change, options);
    if (look.absent)
        return false;
    auto const pressed = button(*this, label,
                                {.weight = options.weight,
                                 .icon = options.icon,
                                 .icon_only = options.icon_only,
                                 .busy = look.busy,
                                 .disabled = look.disabled,
                                 .hint = look.hint});
    if (pressed)
        core_->activate_offer({change}, options, label, core_->id(label));
    return pressed && !options.confirm;
}

void Ui::request(Change change)
{
    auto const decision = judge(change);
    if (decision.effect == Effect::allow || decision.effect == Effect::after) {
        core_->changes.push_back(std::move(change));
        core_->want_frame_in(0);
    }
}

} // namespace castellan::ui
