// POST /api/v1/accounts/{account}/users/import, and how far it is (S-6).
#include "service/backend.hpp"

#include "rules/may.hpp"
#include "rules/sight.hpp"
#include "service/entry_text.hpp"
#include "wire/codec.hpp"
#include "wire/import_json.hpp"

#include <format>

namespace castellan {

namespace {

using wire::ImportState;

/// A slice ends after so many rows: some hundred microseconds, which nobody notices.
constexpr std::size_t rows_read_at_once = 500;
constexpr std::size_t rows_judged_at_once = 200;

void add_line(Import& import, PeopleSheet::Row const& row, std::string_view effect, std::string_view rule,
              std::string_view reason)
{
    import.told.lines.push_back({.line = row.line,
                                 .effect = std::string{effect},
                                 .rule = std::string{rule},
                                 .reason = std::string{reason},
                                 .email = row.email.substr(0, 254)});
    ++import.told.judged;
    ++(effect == name_of(Effect::allow) ? import.told.good : import.told.bad);
}

} // namespace

/// Refuses what can be refused at once; otherwise the work begins, and 202 says where to ask about it.
Response Backend::begin_import(Asked const& asked)
{
    auto const query = wire::Query::parse(asked.query, asked.match.route->query);
    if (!query)
        return problem(query.error());
    auto wish = ImportWish::all;
    for (auto const& [name, meant] : {std::pair{"dry_run", ImportWish::dry_run}, std::pair{"good_only", ImportWish::good_ones}}) {
        auto const text = query->text(name);
        if (text != "" && text != "true" && text != "false")
            return problem(wire::WireError{name, "must be true or false"});
        if (text == "true" && wish == ImportWish::all)
            wish = meant; // a dry run stays one
    }

    auto const account_id = wire::percent_decoded(asked.match.parameters[0].value).value_or("");
    auto const account = world().accounts.find(account_id);
    auto decoded = wire::DecodedChange{.change = ImportUsers{.account = account, .rows = {}}, .unknown = {}};
    if (!account)
        decoded.unknown.push_back({"account", account_id});
    // Who may import nobody learns nothing of the table.
    auto const decision = judge(asked.by(), decoded.change, {}, nothing_shown);
    if (decision.effect == Effect::deny)
        return refuse(asked.by(), ledger_.refusal({asked.user, decoded, asked.request.address, asked.now}, decision), decision);

    auto const& me = world().users[asked.user].id;
    imports_.forget_old(asked.now);
    if (imports_.is_busy(me))
        return problem(Trouble::not_now, "Another import is under way. Wait for its end.");
    if (auto const wait = import_tries_.count_try(me, asked.now))
        return throttled(*wait);
    auto sheet = PeopleSheet::open(std::string{asked.request.body});
    if (!sheet)
        return problem(wire::WireError{std::format("line {}", sheet.error().line), sheet.error().text});

    auto& import = imports_.begin({.id = random_id(random_, "i"),
                                   .user = me,
                                   .session = asked.session_key,
                                   .account = account_id,
                                   .address = std::string{asked.request.address},
                                   .wish = wish,
                                   .told = {.dry_run = wish == ImportWish::dry_run},
                                   .sheet = std::move(*sheet)});
    import.told.id = import.id;
    auto response = json_answer(wire::encode(import.told), 202);
    response.location = "/api/v1/imports/" + import.id;
    return response;
}

Response Backend::import_state(Asked const& asked) const
{
    auto const id = wire::percent_decoded(asked.match.parameters[0].value).value_or("");
    auto const* import = imports_.find(id, world().users[asked.user].id);
    if (import == nullptr)
        return problem(Decision{.hidden = true});
    return json_answer(wire::encode(import->told));
}

/// Imports and questions about past days take turns; the walk along the chain has what is left.
bool Backend::work_on(Instant now)
{
    if (!usable_)
        return false;
    now_ = now;
    past_has_turn_ = !past_has_turn_;
    auto const first = past_has_turn_ ? work_on_past(now) : work_on_import(now);
    return first || (past_has_turn_ ? work_on_import(now) : work_on_past(now)) || chain_check_.step();
}

bool Backend::work_on_import(Instant now)
{
    auto* const import = imports_.next();
    if (import == nullptr)
        return false;
    // whoever is stopped meanwhile imports nobody. Rights are asked anew for each row, and at the end for all.
    auto const user = world().users.find(import->user);
    auto const account = world().accounts.find(import->account);
    if (!user || !account || world().users[user].status != Status::active || !sessions_.lives(import->session, now)) {
        import->told.reason = "The session has ended meanwhile.";
        import->told.lines.clear();
        imports_.end(*import, ImportState::failed, now);
    } else if (import->sheet) {
        read_rows(*import, now);
    } else if (static_cast<std::size_t>(import->told.judged) < import->rows.size()) {
        judge_rows(*import, user, account, now);
    } else {
        finish_import(*import, user, account, now);
    }
    return true;
}

void Backend::read_rows(Import& import, Instant now)
{
    for (std::size_t count = 0; count < rows_read_at_once; ++count) {
        auto row = import.sheet->next();
        auto problem = row ? std::optional<CsvProblem>{} : std::optional{std::move(row.error())};
        if (!problem && *row && import.rows.size() == wire::most_import_rows)
            problem = CsvProblem{(*row)->line, "There are more than 10,000 rows. Import them in several tables."};
        if (problem) {
            import.told.reason = std::format("Line {}: {}", problem->line, problem->text);
            import.told.lines = {{.line = problem->line, .effect = "unfit", .rule = {}, .reason = problem->text, .email = {}}};
            return imports_.end(import, ImportState::refused, now);
        }
        if (!*row) {
            import.sheet.reset();
            return;
        }
        import.rows.push_back(std::move(**row));
        ++import.told.rows;
    }
}

/// Each row by itself, on the world as it is and the good rows before it.
void Backend::judge_rows(Import& import, UserId user, AccountId account, Instant now)
{
    if (!import.groups)
        import.groups.emplace(world(), user, account);
    auto const* session = sessions_.find(import.session);
    auto const context = Context{.mfa = session != nullptr && session->mfa, .now = now};
    for (std::size_t count = 0; count < rows_judged_at_once; ++count) {
        auto const at = static_cast<std::size_t>(import.told.judged);
        if (at == import.rows.size())
            return;
        auto const& row = import.rows[at];
        auto read = import_row(row, world(), *import.groups, random_);
        if (!read) {
            add_line(import, row, "unfit", {}, read.error());
            continue;
        }
        auto single = ImportUsers{.account = account, .rows = {std::move(*read)}};
        auto decision = may(world(), user, single, context);
        if (decision.effect != Effect::deny && import.emails.contains(lowered(single.rows[0].email)))
            decision = Decision{.effect = Effect::not_now, .rule = "X-12", .reason = "An earlier row has the same e-mail."};
        add_line(import, row, name_of(decision.effect), decision.rule, decision.reason);
        if (decision.effect == Effect::allow) {
            import.emails.insert(lowered(single.rows[0].email));
            import.good.push_back(std::move(single.rows[0]));
        }
    }
}

void Backend::finish_import(Import& import, UserId user, AccountId account, Instant now)
{
    auto const& told = import.told;
    if (import.wish == ImportWish::dry_run)
        return imports_.end(import, ImportState::done, now);
    if (import.good.empty() || (import.wish == ImportWish::all && told.bad > 0)) {
        import.told.reason = import.good.empty() ? "There is nobody to be created." : "Not every row may be created; nobody was.";
        write_down_refused_import(import, user, account, now);
        return imports_.end(import, ImportState::refused, now);
    }

    // All at once, judged as a whole: since the rows were judged the world may have become another one.
    auto const* session = sessions_.find(import.session);
    auto const decoded = wire::DecodedChange{.change = ImportUsers{.account = account, .rows = std::move(import.good)}, .unknown = {}};
    auto const submission = Submission{user, decoded, import.address, now};
    auto const decision = may(world(), user, decoded.change, Context{.mfa = session != nullptr && session->mfa, .now = now});
    import.told.effect = name_of(decision.effect);
    import.told.rule = decision.rule;
    if (decision.effect != Effect::allow) {
        import.told.reason = decision.reason;
        if (!refusals_.count_try(import.user, now))
            ledger_.write(ledger_.refusal(submission, decision));
        return imports_.end(import, ImportState::refused, now);
    }
    ledger_.carry_out(submission, decision);
    follow_up(decoded.change, {}, now);
    import.number = ledger_.last_number();
    import.told.created = static_cast<std::int64_t>(std::get<ImportUsers>(decoded.change).rows.size());
    imports_.end(import, ImportState::done, now);
}

/// that it was tried is in the log, with the first row that was refused.
void Backend::write_down_refused_import(Import const& import, UserId user, AccountId account, Instant now)
{
    auto const& lines = import.told.lines;
    auto const refused = std::ranges::find_if(lines, [](auto const& line) { return !line.rule.empty() && line.effect != name_of(Effect::allow); });
    if (refused == lines.end() || refusals_.count_try(import.user, now))
        return;
    auto const& row = import.rows[static_cast<std::size_t>(refused - lines.begin())];
    auto read = import_row(row, world(), *import.groups, random_);
    if (!read)
        return;
    auto const decoded = wire::DecodedChange{.change = ImportUsers{.account = account, .rows = {std::move(*read)}}, .unknown = {}};
    auto const* session = sessions_.find(import.session);
    auto decision = may(world(), user, decoded.change, Context{.mfa = session != nullptr && session->mfa, .now = now});
    if (decision.effect == Effect::allow) // a second row with the same e-mail
        decision = Decision{.effect = Effect::not_now, .rule = "X-12", .reason = "An earlier row has the same e-mail."};
    ledger_.write(ledger_.refusal({user, decoded, import.address, now}, decision));
}

} // namespace castellan
