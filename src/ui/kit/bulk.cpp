#include "ui/kit/bulk.hpp"
#include "ui/kit/language.hpp"

#include "ui/kit/ui.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

/// So many are noted among the frame's offers, so that a choice of 100,000 stays quick.
constexpr std::size_t noted_at_most = 2000;
constexpr std::size_t named_at_most = 3;

// words:
constexpr auto one_by_one = std::string_view{"A one-time code is for one change, so that this is done one by one."};
// words end

} // namespace

void Bulk::add(Ui const& ui, Change change, std::string_view name)
{
    ++size_;
    auto decision = ui.judge(change);
    if (decision.effect == Effect::after && decision.needs.otp) {
        decision.effect = Effect::not_now;
        decision.reason = one_by_one;
    }
    if (decision.effect == Effect::allow || decision.effect == Effect::after) {
        if (decisions_.size() < noted_at_most)
            decisions_.push_back(decision);
        possible_.push_back(std::move(change));
        return;
    }
    auto at = std::ranges::find_if(left_out_, [&](LeftOut const& one) {
        return one.rule == decision.rule && one.reason == decision.reason;
    });
    if (at == left_out_.end())
        at = left_out_.insert(left_out_.end(), {.reason = decision.reason, .rule = decision.rule});
    ++at->count;
    if (at->names.size() < named_at_most)
        at->names.emplace_back(name);
}

std::string Bulk::left_out_sentence() const
{
    if (left_out_.empty())
        return {};
    auto text = tr("{} of {} are left out.", static_cast<std::int64_t>(size_ - possible_.size()),
                   static_cast<std::int64_t>(size_));
    for (auto const& one : left_out_) {
        text += '\n';
        auto names = one.names;
        if (one.count > names.size())
            names.push_back(tr_n("{} more", "{} more", static_cast<std::int64_t>(one.count - names.size())));
        text += formats().list(names, false);
        text.append(": ").append(one.reason.empty() ? tr("This is not allowed.") : tr(one.reason));
        text.append(" (").append(one.rule).append(")");
    }
    return text;
}

void Bulk::note(std::vector<Offer>& offers, WidgetId widget) const
{
    for (std::size_t index = 0; index < decisions_.size(); ++index)
        offers.push_back({possible_[index], decisions_[index], Offer::Kind::act, widget});
}

} // namespace castellan::ui
