// A replica decides what the server decides (RULEBOOK 6).
#include "tests/properties/histories.hpp"
#include "tests/properties/properties.hpp"
#include "wire/change_json.hpp"
#include "wire/sync.hpp"

#include <algorithm>
#include <format>

namespace castellan::properties {

namespace {

/// What one person's browser has of a town: it came by the wire.
struct Replica {
    World world;
    UserId me;

    Replica(World const& town, UserId viewer)
    {
        auto const synced = wire::decode_sync(world, wire::encode_sync(town, viewer));
        me = synced ? synced->me : UserId{};
    }
};

/// The two answers to one question; things are named by id.
struct Answers {
    Decision there;
    Decision here;
    bool is_said = false; // the question can be said in JSON at all
    bool is_invitation = false;
    bool is_profile_edit = false;
    bool is_joining = false;
    bool doors_are_off = false; // in some account

    /// An id or address that is taken by something cut away is known on the server only, and so is what the person with
    /// that address holds already (M-7).
    [[nodiscard]] bool knows_more_there() const
    {
        auto const taken = there.rule == "X-12" || there.rule == "X-2" ||
                           (there.rule == "X-13" && (there.reason == "This id is taken." || is_invitation));
        return there.effect == Effect::not_now && taken && here.effect != Effect::deny;
    }
    /// P-5: what is in a profile and not one's own stays, named or not; no screen names it.
    [[nodiscard]] bool names_what_is_not_ticked() const { return is_profile_edit && here.rule == "X-5"; }
    /// The doors side of groups that is switched off is not shown (D-8), not even one's own key that rests there, which
    /// X-9 counts; nor are ranks there. And a member who is offered by name only is not shown as one.
    [[nodiscard]] bool rests_on_what_is_not_shown() const
    {
        auto const by_resting_key = doors_are_off && there.needs.mfa && !here.needs.mfa && here.effect != Effect::deny;
        auto const by_resting_rank = here.rule == "D-8" && there.effect == Effect::deny;
        auto const by_membership = is_joining && there.rule == "X-13" && here.effect != Effect::deny;
        return by_resting_key || by_resting_rank || by_membership;
    }
    [[nodiscard]] bool agree() const
    {
        return !is_said || (there.effect == here.effect && there.needs == here.needs) || knows_more_there() ||
               names_what_is_not_ticked() || rests_on_what_is_not_shown();
    }
};

Answers ask_both(World const& town, Replica const& replica, Question const& question, Judge judge)
{
    auto const kind = kind_of(question.change);
    auto answers = Answers{};
    answers.is_invitation = kind == Kind::invitation_send;
    answers.is_profile_edit = kind == Kind::profile_edit;
    answers.is_joining = kind == Kind::group_add_member;
    answers.doors_are_off = std::ranges::any_of(
        town.accounts.handles(), [&](AccountId account) { return !town.accounts[account].groups_for_doors; });
    auto const json = wire::encode_change(town, question.change);
    auto const there = wire::decode_change(town, json);
    auto const here = wire::decode_change(replica.world, json);
    if (!there)
        return answers;
    answers.is_said = true;
    answers.there = judge(town, question.actor, there->change, question.context);
    if (here)
        answers.here = judge(replica.world, replica.me, here->change, question.context);
    return answers;
}

std::string kind_of_difference(Question const& question, Answers const& answers)
{
    return std::format("{}\n  there {}\n  here  {}", name_of(kind_of(question.change)), words(answers.there),
                       words(answers.here));
}

} // namespace

Findings replicas_decide_alike(Judge judge, Effort const& effort)
{
    constexpr auto rounds = 4;
    auto findings = Findings{};
    for_each_town(effort, [&](World& town, Dice& dice, std::uint64_t seed) {
        for (auto round = 0; round < rounds; ++round) {
            for (auto const viewer : active_people(town)) {
                auto const replica = Replica{town, viewer};
                for (std::size_t turn = 0; turn < effort.turns; ++turn) {
                    auto question = plain::random_question(town, dice);
                    question.actor = viewer;
                    question.context.second_person = {}; // who stands there is the server's to know
                    auto const answers = ask_both(town, replica, question, judge);
                    findings.judged += 2;
                    if (answers.agree())
                        continue;
                    auto const difference = kind_of_difference(question, answers);
                    findings.add(difference, [&] {
                        auto const still = [&](World const& smaller) {
                            if (smaller.users.get(viewer) == nullptr || smaller.users[viewer].status != Status::active)
                                return false;
                            auto const again = ask_both(smaller, Replica{smaller, viewer}, question, judge);
                            return !again.agree() && kind_of_difference(question, again) == difference;
                        };
                        return std::format("seed {}\n{}", seed, small_case(town, question, still));
                    });
                }
            }
            auto carried_out = Question{};
            for (auto change = 0; change < 4; ++change)
                drift(town, dice, judge, findings, 100, carried_out);
        }
    });
    return findings;
}

} // namespace castellan::properties
