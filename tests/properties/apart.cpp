// The books are apart: what a person is in other books decides nothing in this one.
#include "rules/kinds.hpp"
#include "tests/properties/histories.hpp"
#include "tests/properties/properties.hpp"

#include <format>
#include <optional>

namespace castellan::properties {

namespace {

/// The book of an invitation is that of the role which it offers.
Book book_of_offer(OfferedRole role)
{
    return role == OfferedRole::administrator || role == OfferedRole::staff ? Book::teams : Book::modules;
}

/// The book that a change is of; none for what is of several, and for what X-10 leaves out.
std::optional<Book> book_of(World const& town, Change const& change)
{
    auto const offered = [&](InvitationId invitation) -> std::optional<Book> {
        auto const* row = town.invitations.get(invitation);
        return row == nullptr ? std::nullopt : std::optional{book_of_offer(row->offer.role)};
    };
    switch (kind_of(change)) {
    case Kind::account_create: // M-1
    case Kind::account_delete:
    case Kind::group_delete: // S-15
    case Kind::user_delete:
    case Kind::account_settings: // D-8 beside S
    case Kind::user_edit_self:
    case Kind::invitation_accept:
    case Kind::safe_report: return std::nullopt;
    case Kind::user_edit: {
        auto const& fields = std::get<EditUser>(change).fields;
        return fields.email || fields.phone ? std::nullopt : std::optional{Book::safes};
    }
    case Kind::invitation_send: return book_of_offer(std::get<SendInvitation>(change).offer.role);
    case Kind::invitation_resend: return offered(std::get<ResendInvitation>(change).invitation);
    case Kind::invitation_withdraw: return offered(std::get<WithdrawInvitation>(change).invitation);
    default: break;
    }
    auto const permission = permission_for(kind_of(change));
    auto const book = permission ? row_of(*permission).book : Book::all;
    return book == Book::all ? std::nullopt : std::optional{book};
}

/// Takes from a person what he is in other books; what P carries counts in each (P-1, P-6).
World without_other_books(World town, UserId person, Book kept)
{
    auto const drops = [kept](Book book) { return kept != book && book != Book::profiles; };
    auto const assigned = *town.users[person].assigned;
    if (drops(Book::doors)) {
        for (auto const& held : assigned.group_keys)
            town.give(held.thing, person, KeyRole::none);
        for (auto const& held : assigned.keys)
            town.give(held.thing, person, KeyRole::none);
    }
    for (auto const& held : assigned.teams) {
        if (drops(Book::teams))
            town.give(held.thing, person, TeamRole::none);
    }
    for (auto const& held : assigned.modules) {
        if (drops(Book::modules))
            town.give(held.thing, person, ModuleRole{});
    }
    town.edit_user(person, [&](User& user) {
        for (auto& roles : user.accounts) {
            if (drops(Book::safes))
                roles.safes = SafesRole::none;
            if (drops(Book::modules))
                roles.modules = ModulesRole::none;
        }
        erase_if(user.accounts, [](AccountRoles const& roles) { return roles.empty(); });
        user.administrator = user.administrator && !drops(Book::teams);
        user.organization_admin = user.organization_admin && !drops(Book::modules);
    });
    return town;
}

bool is_about_himself(World const& town, Question const& question)
{
    return subjects_of(town, question.change).user == question.actor.user;
}

/// X-6 counts holders, and whether somebody may see an address decides the words of X-12.
bool depends_on_others(Decision const& decision)
{
    return decision.rule == "X-6" || decision.rule == "X-12" || decision.rule == "X-2";
}

} // namespace

Findings books_are_apart(Judge judge, Effort const& effort)
{
    auto findings = Findings{};
    for_each_town(effort, [&](World& town, Dice& dice, std::uint64_t seed) {
        for (std::size_t turn = 0; turn < effort.turns; ++turn) {
            auto question = plain::random_question(town, dice);
            question.context.mfa = true; // X-9 is about the roles of all books
            question.context.otp = true;
            auto const book = book_of(town, question.change);
            if (!book || town.users.get(question.actor.user) == nullptr || is_about_himself(town, question))
                continue;
            auto const answers = [&](World const& some) {
                auto const bare = without_other_books(some, question.actor.user, *book);
                return std::pair{judge(some, question.actor, question.change, question.context),
                                 judge(bare, question.actor, question.change, question.context)};
            };
            auto const differ = [](std::pair<Decision, Decision> const& pair) {
                // Each book shows its own people; seeing more, he is refused for another reason, and allowed nothing.
                auto const only_sees_more = pair.first.effect == Effect::not_now && pair.second.hidden;
                return pair.first.effect != pair.second.effect && !only_sees_more && !depends_on_others(pair.first) &&
                       !depends_on_others(pair.second);
            };
            auto const pair = answers(town);
            findings.judged += 2;
            if (!differ(pair))
                continue;
            auto const kind = [&](std::pair<Decision, Decision> const& some) {
                return std::format("{}\n  with all books {}\n  with this one  {}", name_of(kind_of(question.change)),
                                   words(some.first), words(some.second));
            };
            findings.add(kind(pair), [&] {
                auto const still = [&](World const& smaller) {
                    auto const again = answers(smaller);
                    return differ(again) && kind(again) == kind(pair);
                };
                return std::format("seed {} turn {}\n{}", seed, turn, small_case(town, question, still));
            });
        }
    });
    return findings;
}

} // namespace castellan::properties
