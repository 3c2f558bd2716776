#include "ui/screens/form.hpp"

#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

bool any_offered(Ui& ui, std::vector<Change> const& changes)
{
    auto any = false;
    for (auto const& change : changes) {
        if (ui.judge(change).effect == Effect::deny)
            continue;
        static_cast<void>(ui.may_offer(change));
        any = true;
    }
    return any;
}

void form_problem(Ui& ui, FormState const& form)
{
    if (form.conflict) {
        static_cast<void>(banner(ui, Tone::warning, tr("Somebody else changed this meanwhile"),
                                 tr("What you typed is still here, and what is there now stands under each field that "
                                 "differs. Save again to replace it.")));
    } else if (!form.problem.empty()) {
        auto const body = form.rule.empty() ? std::string{} : tr("Rule {}", form.rule);
        static_cast<void>(banner(ui, Tone::danger, said(form.problem), body));
    }
}

std::string now_there(FormState const& form, std::string_view typed, std::string_view present)
{
    if (!form.conflict || typed == present)
        return {};
    return tr("Now: {}", present.empty() ? std::string{tr("empty")} : quoted(present));
}

bool submit_offer(Ui& ui, Actions& actions, std::string_view label, Change const& change, OfferOptions options,
                  bool submitted)
{
    options.weight = options.weight == Weight::secondary ? Weight::primary : options.weight;
    auto const decision = ui.judge(change);
    if (decision.effect == Effect::deny) {
        auto const reason = options.incomplete.empty() ? tr(decision.reason) : options.incomplete;
        static_cast<void>(actions.button(label, {.weight = options.weight, .disabled = reason}));
        return false;
    }
    auto const sends = submitted && options.incomplete.empty() && !options.confirm && decision.effect == Effect::allow;
    actions.offer(label, change, options);
    if (sends)
        ui.request(change);
    return sends;
}

std::optional<std::string> edited(std::string_view typed, std::string_view present)
{
    auto text = trimmed(typed);
    if (text == present)
        return std::nullopt;
    return text;
}

std::string trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string{text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1)};
}

bool looks_like_email(std::string_view text)
{
    auto const at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at) != std::string_view::npos && text.find(' ') == std::string_view::npos &&
           text.back() != '.';
}

} // namespace castellan::ui
