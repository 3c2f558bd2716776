// POST /api/v1/access and what became of it: who could do what on a past day, as far as its reader may be told now.
#include "service/backend.hpp"

#include "rules/sight.hpp"
#include "service/past_access.hpp"
#include "wire/codec.hpp"

#include <algorithm>
#include <map>

namespace castellan {

namespace {

using enum Permission;

constexpr auto day_ms = Instant{24} * 60 * 60 * 1000;
constexpr auto before_the_log = std::string_view{"Nothing is known of days before the organisation was set up."};

bool sees_whole(World const& world, UserId viewer, Target const& target)
{
    if (auto const* account = std::get_if<AccountId>(&target))
        return sees(world, viewer, *account);
    if (auto const* group = std::get_if<GroupId>(&target))
        return sight_of(world, viewer, *group) == Sight::whole;
    if (auto const* safe = std::get_if<SafeId>(&target))
        return sight_of(world, viewer, *safe) == Sight::whole;
    if (auto const* door = std::get_if<DoorId>(&target))
        return sight_of(world, viewer, *door) == Sight::whole;
    if (auto const* team = std::get_if<TeamId>(&target))
        return sight_of(world, viewer, *team) == Sight::whole;
    auto const* module = std::get_if<ModuleId>(&target);
    return module != nullptr && sight_of(world, viewer, *module) == Sight::whole;
}

/// RULEBOOK 6: whether the viewer is shown now who holds such a role in the account. What he is not shown today he is not
/// told of the past either.
bool is_shown(World const& world, UserId viewer, AccountId account, Role role)
{
    auto const& mine = world.users[viewer];
    auto const held = permissions_in(world, viewer, in_account(account));
    switch (role) {
    case Role::account_admin: return roles_seen(world, viewer, account).safes;
    case Role::group_admin:
    case Role::user: // in a safe's groups, of which then he has to see all
        return roles_seen(world, viewer, account).safes && held.has(groups_list);
    case Role::administrator: return mine.administrator;
    case Role::team_owner:
    case Role::team_member: return permissions_in(world, viewer, in_organization()).has(teams_list);
    case Role::group_owner:
    case Role::key_owner:
    case Role::key_admin:
    case Role::key_user: return held.has(keys_list);
    case Role::full_admin:
    case Role::partial_admin: return roles_seen(world, viewer, account).profiles;
    case Role::organization_admin: return mine.administrator || held.has(modules_assign_roles);
    case Role::division_admin:
    case Role::module_admin:
    case Role::collaborator:
    case Role::custom_role: return held.has(modules_assign_roles);
    }
    return false;
}

} // namespace

/// X-7, section 6. Whoever reads the trail of the place, and lists the thing there now, may have its past put together from
/// the trail: nothing otherwise.
std::optional<Response> Backend::past_problem(UserId viewer, wire::AccessQuestion const& question) const
{
    auto const target = target_in(world(), question.type, question.id);
    if (!target || !sees_whole(world(), viewer, *target))
        return problem(Decision{.hidden = true});
    auto const held = permissions_in(world(), viewer, in_account(account_of(world(), *target)));
    if (!held.has(audit_list)) {
        auto const& row = row_of(audit_list);
        return problem(Decision{.effect = Effect::deny, .rule = row.refusal_rule, .reason = row.refusal});
    }
    return std::nullopt;
}

Outcome Backend::ask_past_access(Asked const& asked)
{
    auto const refused = [this](Response response) { return Outcome{.response = std::move(response), .after = ledger_.ticket()}; };
    auto question = wire::decode<wire::AccessQuestion>(asked.request.body);
    if (!question)
        return refused(problem(question.error()));
    auto const is_of_an_account = question->type == "account" && question->permission.empty();
    if (!is_of_an_account && !permission_named(question->permission))
        return refused(problem(wire::WireError{"permission", "must be a permission, like `safes.unlock`"}));
    // Of a day that is not over it is as it is now; the clock of who asks may be ahead, too.
    if (question->on.at == 0)
        question->on.at = asked.now;
    for (auto const& [name, when] : {std::pair{"on", &question->on}, std::pair{"against", &question->against}}) {
        if (when->at > asked.now + day_ms)
            return refused(problem(wire::WireError{name, "must not be in the future"}));
        when->at = std::min(when->at, asked.now);
    }
    if (auto hidden = past_problem(asked.user, *question))
        return refused(std::move(*hidden));

    auto const& me = world().users[asked.user].id;
    past_questions_.forget_old(asked.now);
    if (past_questions_.is_busy(me))
        return refused(problem(Trouble::not_now, "Another question about a past day is being answered. Wait for its end."));
    if (auto const wait = past_tries_.count_try(me, asked.now))
        return refused(throttled(*wait));
    auto& past = past_questions_.add(
        std::make_unique<PastAccess>(store_, random_id(random_, "q"), me, asked.session_key, std::move(*question)));
    return {.work = past.beginning()};
}

std::optional<Response> Backend::finish_past_access(Work& work, Instant now)
{
    auto* const beginning = dynamic_cast<PastAccess::Beginning*>(&work);
    if (beginning == nullptr)
        return std::nullopt;
    auto* const past = past_questions_.find(beginning->id);
    if (past == nullptr || past->stage() != wire::AccessStage::running)
        return problem(Trouble::not_durable, "The log could not be read just now. Try again.");
    past->begin(*beginning);
    if (!past->has_begun())
        past->fail(beginning->number == 0 ? before_the_log : "The log could not be read to that day.", now);
    auto response = json_answer(wire::encode(wire::AccessAnswer{.id = past->id(), .stage = past->stage(), .reason = past->reason(), .rows = {}}), 202);
    response.location = "/api/v1/access/" + past->id();
    return response;
}

void Backend::drop_past_access(Work& work)
{
    if (auto const* beginning = dynamic_cast<PastAccess::Beginning*>(&work)) {
        if (auto* const past = past_questions_.find(beginning->id))
            past->fail("There is too much to do just now. Try again.", now_);
    }
}

/// A slice, for whoever is still signed in.
bool Backend::work_on_past(Instant now)
{
    auto* const past = past_questions_.next();
    if (past == nullptr)
        return false;
    auto const user = world().users.find(past->user());
    if (!user || world().users[user].status != Status::active || !sessions_.lives(past->session(), now))
        past->fail("The session has ended meanwhile.", now);
    else
        static_cast<void>(past->step(now));
    return true;
}

/// Cut anew each time: to those whom the reader lists, and to roles that he is shown.
Response Backend::past_access(Asked const& asked)
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value).value_or("");
    auto const* past = past_questions_.find(id);
    if (past == nullptr || past->user() != world().users[asked.user].id)
        return problem(Decision{.hidden = true});
    if (auto hidden = past_problem(asked.user, past->question()))
        return std::move(*hidden);
    auto const account = account_of(world(), *target_in(world(), past->question().type, past->question().id));
    auto shown = std::array<bool, role_count>{};
    for (std::size_t role = 0; role < role_count; ++role)
        shown[role] = is_shown(world(), asked.user, account, static_cast<Role>(role));

    auto rows = std::map<std::string_view, wire::AccessRow>{};
    auto const permission = permission_named(past->question().permission);
    auto const tell = [&](PastHolder const& holder, std::vector<std::string> wire::AccessRow::*into) {
        auto const user = world().users.find(holder.user);
        if (!user || (user != asked.user && sight_of(world(), asked.user, user) < Sight::directory))
            return;
        for (auto const role : holder.roles) {
            if (!shown[static_cast<std::size_t>(role)])
                continue;
            auto& row = rows.try_emplace(holder.user, wire::AccessRow{.user = holder.user, .name = world().users[user].name}).first->second;
            (row.*into).emplace_back(title_of(role));
            if (permission && row.rule.empty()) // not the one that decided: that one's role may be hidden
                row.rule = rule_of(role, *permission);
        }
    };
    for (auto const& holder : past->holders())
        tell(holder, &wire::AccessRow::by);
    for (auto const& holder : past->former_holders())
        tell(holder, &wire::AccessRow::was);
    auto answer = wire::AccessAnswer{.id = past->id(), .stage = past->stage(), .reason = past->reason(), .rows = {}};
    for (auto& [user, row] : rows)
        answer.rows.push_back(std::move(row));
    return json_answer(wire::encode(answer));
}

} // namespace castellan
