// The OpenAPI document, printed from the table of routes and the tables of members. Only the server links this.
#include "rules/permission.hpp"
#include "wire/access_json.hpp"
#include "wire/answers_json.hpp"
#include "wire/change_schema.hpp"
#include "wire/decoder.hpp"
#include "wire/device_json.hpp"
#include "wire/import_json.hpp"
#include "wire/key_json.hpp"
#include "wire/log_json.hpp"
#include "wire/problem.hpp"
#include "wire/routes.hpp"
#include "wire/rows.hpp"
#include "wire/session_json.hpp"
#include "wire/terminal_json.hpp"
#include "wire/text.hpp"
#include "wire/webhook_json.hpp"
#include "wire/writer.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace castellan::wire {

namespace {

/// A change of several kinds, as the log and the batch have it: {"kind": …, parameters}.
constexpr auto change_title = std::string_view{"Change"};
constexpr auto request_header = std::string_view{"Castellan-Request"};
constexpr auto code_header = std::string_view{"Castellan-Code"};
constexpr auto second_person_header = std::string_view{"Castellan-Second-Person"};

/// The rows of the sections, in their order.
constexpr auto rows = std::to_array<Schema const*>({
    &schema_of<AccountRow>, &schema_of<UserRow>, &schema_of<GroupRow>, &schema_of<SafeRow>, &schema_of<AssetRow>,
    &schema_of<DoorRow>, &schema_of<TeamRow>, &schema_of<PatientRow>, &schema_of<ProfileRow>,
    &schema_of<CustomRoleRow>, &schema_of<ModuleRow>, &schema_of<RecordRow>, &schema_of<IntegrationRow<ScheduleId>>,
    &schema_of<IntegrationRow<CredentialId>>, &schema_of<IntegrationRow<WebhookId>>, &schema_of<InvitationRow>,
});
static_assert(rows.size() == section_count);

constexpr Schema const* row_of(Section section) { return rows[static_cast<std::size_t>(section)]; }

/// What rows and changes are made of besides.
constexpr auto parts = std::to_array<Schema const*>({
    &schema_of<OrganizationSettings>, &schema_of<OrganizationRow>, &schema_of<AccountSwitches>, &schema_of<RolesRow>,
    &schema_of<OrderRow>, &schema_of<ActionRow>, &schema_of<ProfileMemberRow>, &schema_of<UserFields>,
    &schema_of<GroupFields>, &schema_of<SafeFields>, &schema_of<AssetFields>, &schema_of<OrganizationFields>,
    &schema_of<AccountFields>, &schema_of<AccountSettings>, &schema_of<FirstAdministrators>, &schema_of<ToggleFields>,
    &schema_of<DoorFields>, &schema_of<TeamFields>, &schema_of<PatientFields>, &schema_of<ActionFields>,
    &schema_of<ModuleFields>, &schema_of<IntegrationFields>, &detail::schedule_schema, &detail::credential_schema,
    &schema_of<WeeklyWindow>, &schema_of<DayWindow>, &detail::count_schema,
    &detail::enroll_schema, &schema_of<ImportRow>, &schema_of<SignIn>, &schema_of<NewPassword>, &schema_of<SetUp>,
    &schema_of<SessionInfo>, &schema_of<SessionRow>, &schema_of<SessionList>, &schema_of<SecondFactorOffer>, &schema_of<SecondFactorCode>, &schema_of<RecoveryCodes>,
    &schema_of<CodeSent>, &schema_of<SecondPersonPresent>, &schema_of<InvitationToken>, &schema_of<InvitationInfo>, &schema_of<InvitationAcceptance>,
    &schema_of<AccessQuestion>, &schema_of<AccessRow>, &schema_of<AccessAnswer>, &schema_of<ImportLine>, &schema_of<ImportJob>, &schema_of<AuditEntry>, &schema_of<AuditPage>, &schema_of<Done>, &schema_of<BatchDone>,
    &schema_of<Health>, &schema_of<Problem>, &schema_of<PairingOffer>, &schema_of<DevicePairing>, &schema_of<DevicePaired>,
    &schema_of<OrderResult>, &schema_of<Heartbeat>, &schema_of<DeviceOrder>, &schema_of<HeartbeatAnswer>,
    &schema_of<SignInOf>, &schema_of<SignIns>, &schema_of<Used>, &schema_of<UsagePage>, &schema_of<WebhookState>, &schema_of<WebhookStates>, &schema_of<Delivery>,
    &schema_of<Deliveries>, &schema_of<WebhookSecret>, &schema_of<KeyState>, &schema_of<KeyStates>, &schema_of<NewKey>,
    &schema_of<TerminalOffer>, &schema_of<TerminalRow>, &schema_of<TerminalList>, &schema_of<OwnPin>, &schema_of<Badge>,
    &schema_of<RefusedChange>, &schema_of<RefusedChanges>, &schema_of<Settlement>, &schema_of<TerminalPairing>, &schema_of<TerminalPerson>,
    &schema_of<TerminalState>, &schema_of<TerminalSignIn>, &schema_of<QueuedResult>, &schema_of<QueuedResults>,
});

constexpr auto permission_title = std::string_view{"Permission"};

/// Kinds that make something besides those that are called so.
constexpr auto other_makers =
    std::to_array<Kind>({Kind::safe_register, Kind::record_submit, Kind::invitation_send});

struct BodyOf {
    Call call;
    Schema const* body;
};

/// What a call takes.
constexpr auto requests = std::to_array<BodyOf>({
    {Call::sign_in, &schema_of<SignIn>},
    {Call::set_up, &schema_of<SetUp>},
    {Call::set_password, &schema_of<NewPassword>},
    {Call::raise_session, &schema_of<SecondFactorCode>},
    {Call::confirm_second_factor, &schema_of<SecondFactorCode>},
    {Call::remove_second_factor, &schema_of<SecondFactorCode>},
    {Call::look_at_invitation, &schema_of<InvitationToken>},
    {Call::accept_invitation, &schema_of<InvitationAcceptance>},
    {Call::pair_device, &schema_of<DevicePairing>},
    {Call::hear_device, &schema_of<Heartbeat>},
    {Call::ask_access, &schema_of<AccessQuestion>},
    {Call::offer_terminal, &schema_of<TerminalOffer>},
    {Call::set_pin, &schema_of<OwnPin>},
    {Call::set_badge, &schema_of<Badge>},
    {Call::settle_refused, &schema_of<Settlement>},
    {Call::pair_terminal, &schema_of<TerminalPairing>},
    {Call::terminal_session, &schema_of<TerminalSignIn>},
});

/// What a call answers, if it is one described thing.
constexpr auto answers = std::to_array<BodyOf>({
    {Call::sign_in, &schema_of<SessionInfo>},
    {Call::set_up, &schema_of<SessionInfo>},
    {Call::who_am_i, &schema_of<SessionInfo>},
    {Call::sessions, &schema_of<SessionList>},
    {Call::raise_session, &schema_of<SessionInfo>},
    {Call::offer_second_factor, &schema_of<SecondFactorOffer>},
    {Call::confirm_second_factor, &schema_of<RecoveryCodes>},
    {Call::send_code, &schema_of<CodeSent>},
    {Call::second_person, &schema_of<SecondPersonPresent>},
    {Call::look_at_invitation, &schema_of<InvitationInfo>},
    {Call::accept_invitation, &schema_of<SessionInfo>},
    {Call::organization, &schema_of<OrganizationRow>},
    {Call::sign_ins, &schema_of<SignIns>},
    {Call::audit, &schema_of<AuditPage>},
    {Call::usage, &schema_of<UsagePage>},
    {Call::movements, &schema_of<AuditPage>},
    {Call::health, &schema_of<Health>},
    {Call::change, &schema_of<Done>},
    {Call::changes, &schema_of<BatchDone>},
    {Call::import_users, &schema_of<ImportJob>},
    {Call::import_state, &schema_of<ImportJob>},
    {Call::ask_access, &schema_of<AccessAnswer>},
    {Call::access, &schema_of<AccessAnswer>},
    {Call::offer_pairing, &schema_of<PairingOffer>},
    {Call::pair_device, &schema_of<DevicePaired>},
    {Call::hear_device, &schema_of<HeartbeatAnswer>},
    {Call::new_key, &schema_of<NewKey>},
    {Call::key_states, &schema_of<KeyStates>},
    {Call::webhook_states, &schema_of<WebhookStates>},
    {Call::webhook_deliveries, &schema_of<Deliveries>},
    {Call::renew_webhook_secret, &schema_of<WebhookSecret>},
    {Call::offer_terminal, &schema_of<PairingOffer>},
    {Call::terminals, &schema_of<TerminalList>},
    {Call::refused_changes, &schema_of<RefusedChanges>},
    {Call::pair_terminal, &schema_of<TerminalState>},
    {Call::terminal, &schema_of<TerminalState>},
    {Call::terminal_session, &schema_of<SessionInfo>},
    {Call::terminal_second_person, &schema_of<SecondPersonPresent>},
    {Call::terminal_changes, &schema_of<QueuedResults>},
});

/// What is said beside a change that is to be witnessed, or confirmed by a code.
struct Witness {
    Call call;
    std::span<std::string_view const> needed;
    std::span<std::string_view const> also;
};
constexpr auto password_words = std::to_array<std::string_view>({"email", "password"});
constexpr auto code_words = std::to_array<std::string_view>({"code"});
constexpr auto pin_words = std::to_array<std::string_view>({"user", "badge", "pin"});
constexpr auto witnesses = std::to_array<Witness>({
    {Call::send_code, {}, {}},
    {Call::second_person, password_words, code_words},
    {Call::terminal_second_person, {}, pin_words},
});

Witness const* find_witness(Call call)
{
    auto const* const found = std::ranges::find(witnesses, call, &Witness::call);
    return found == witnesses.end() ? nullptr : &*found;
}

Schema const* find(std::span<BodyOf const> table, Call call)
{
    auto const found = std::ranges::find(table, call, &BodyOf::call);
    return found == table.end() ? nullptr : found->body;
}

/// "UserCreate" for "user.create".
std::string title_of_kind(Kind kind)
{
    auto result = std::string{};
    auto upper = true;
    for (auto const letter : name_of(kind)) {
        if (letter == '.' || letter == '_') {
            upper = true;
            continue;
        }
        result += upper ? static_cast<char>(letter - 'a' + 'A') : letter;
        upper = false;
    }
    return result;
}

/// Prints members, schemas and operations.
class Printer {
public:
    std::string document()
    {
        writer_.object();
        writer_.member("openapi", "3.1.0");
        writer_.key("info").object();
        writer_.member("title", "Castellan");
        writer_.member("version", "1");
        writer_.member("description",
                       "Every mutation is one change, judged by the rulebook; a refusal names its rule. What a person "
                       "may not see and what does not exist look the same: 404.");
        writer_.end();
        print_paths();
        writer_.key("components").object();
        print_schemas();
        writer_.key("securitySchemes").object();
        writer_.key("session").object();
        writer_.member("type", "apiKey");
        writer_.member("in", "cookie");
        writer_.member("name", "castellan");
        writer_.end();
        writer_.end();
        writer_.end();
        writer_.end();
        return std::move(out_);
    }

private:
    void type(std::string_view name) { writer_.member("type", name); }

    void refer(std::string_view schema)
    {
        writer_.key("$ref").text("#/components/schemas/" + std::string{schema});
    }

    void refer_object(std::string_view schema)
    {
        writer_.object();
        refer(schema);
        writer_.end();
    }

    void print_text(Member const& member)
    {
        type("string");
        if (member.most > 0)
            writer_.member("maxLength", std::uint64_t{member.most});
        if (!member.may_be_empty)
            writer_.member("minLength", std::uint64_t{1});
        switch (member.format) {
        case Format::id:
        case Format::role_id: writer_.member("pattern", "^[A-Za-z0-9_-][A-Za-z0-9._-]*$"); break;
        case Format::email: writer_.member("format", "email"); break;
        case Format::day: writer_.member("format", "date"); break;
        case Format::line:
        case Format::block: break;
        }
    }

    /// The schema of a member, without braces.
    void print_value(Member const& member)
    {
        switch (member.type) {
        case Type::text:
            if (member.nullable) {
                writer_.key("type").list();
                writer_.text("string");
                writer_.text("null");
                writer_.end();
                writer_.member("maxLength", std::uint64_t{member.most});
            } else {
                print_text(member);
            }
            break;
        case Type::boolean: type("boolean"); break;
        case Type::integer:
            type("integer");
            if (member.least_number != std::numeric_limits<std::int64_t>::min())
                writer_.member("minimum", member.least_number);
            if (member.most_number != std::numeric_limits<std::int64_t>::max())
                writer_.member("maximum", member.most_number);
            break;
        case Type::choice:
            type("string");
            writer_.key("enum").list();
            for (auto const choice : member.choices.subspan(member.first_choice))
                writer_.text(choice);
            writer_.end();
            break;
        case Type::instant:
            type("string");
            writer_.member("format", "date-time");
            break;
        case Type::reference: {
            auto const section = indefinite(member.section);
            type("string");
            writer_.member("description", "The id of " + std::string{section} + ".");
            break;
        }
        case Type::object:
            if (member.nested->name.empty())
                print_object(*member.nested, nullptr, 0);
            else
                refer(member.nested->name);
            break;
        case Type::list:
            type("array");
            if (member.most != most_rows)
                writer_.member("maxItems", std::uint64_t{member.most});
            writer_.key("items").object();
            print_value(*member.element);
            writer_.end();
            break;
        case Type::map:
            type("object");
            writer_.key("additionalProperties").object();
            print_value(*member.element);
            writer_.end();
            break;
        case Type::pairs:
            type("object");
            writer_.key("additionalProperties").object();
            print_value(member.element->nested->members[1]);
            writer_.end();
            break;
        case Type::json:
            if (member.shape == Shape::any)
                writer_.member("description", "Any JSON value.");
            else
                type(member.shape == Shape::object ? "object" : "array");
            break;
        case Type::permission: refer(permission_title); break;
        case Type::module_role:
            type("string");
            writer_.member("description", "none, module_admin, collaborator, or the id of a custom role.");
            break;
        case Type::offer:
            type("string");
            writer_.member("description", "administrator, staff, organization_admin, division_admin, module_admin, "
                                          "collaborator, or the id of a custom role.");
            break;
        }
        if (!member.note.empty() && member.type != Type::reference)
            writer_.member("description", member.note);
    }

    static bool is_shown(Member const& member)
    {
        return !member.name.empty() && member.forms.has(Form::resource);
    }

    /// An object's schema, without braces. `flat`: this member's members stand beside the others. `left_out`: bits.
    void print_object(Schema const& schema, Member const* flat, std::uint64_t left_out, std::string_view kind = {})
    {
        type("object");
        writer_.member("additionalProperties", false);
        auto const each = [&](auto const& act) {
            for (std::size_t at = 0; at < schema.members.size(); ++at) {
                auto const& member = schema.members[at];
                if (&member != flat && is_shown(member) && (left_out >> at & 1) == 0)
                    act(member);
            }
            if (!flat)
                return;
            for (auto const& member : flat->nested->members)
                act(member);
        };
        auto any_required = !kind.empty();
        each([&](Member const& member) { any_required = any_required || member.required; });
        if (any_required) {
            writer_.key("required").list();
            if (!kind.empty())
                writer_.text("kind");
            each([&](Member const& member) {
                if (member.required)
                    writer_.text(member.name);
            });
            writer_.end();
        }
        writer_.key("properties").object();
        if (!kind.empty()) {
            writer_.key("kind").object();
            writer_.member("const", kind);
            writer_.end();
        }
        each([&](Member const& member) {
            writer_.key(member.name).object();
            print_value(member);
            writer_.end();
        });
        writer_.end();
    }

    void print_schema(Schema const& schema)
    {
        line_before_key();
        writer_.free_key(schema.name).object();
        print_object(schema, nullptr, 0);
        writer_.end();
    }

    void print_permissions()
    {
        line_before_key();
        writer_.free_key(permission_title).object();
        type("string");
        writer_.key("enum").list();
        for (auto const permission : detail::all_permissions)
            writer_.text(castellan::name_of(permission));
        writer_.end();
        writer_.end();
    }

    void print_schemas()
    {
        writer_.key("schemas").object();
        for (auto const* schema : rows)
            print_schema(*schema);
        for (auto const* schema : parts)
            print_schema(*schema);
        print_permissions();
        for (std::size_t at = 0; at < kind_count; ++at) {
            auto const kind = static_cast<Kind>(at);
            line_before_key();
            writer_.free_key(title_of_kind(kind)).object();
            print_object(parameters_of(kind), nullptr, 0, name_of(kind));
            writer_.end();
        }
        line_before_key();
        writer_.free_key(change_title).object();
        writer_.key("oneOf").list();
        for (std::size_t at = 0; at < kind_count; ++at)
            refer_object(title_of_kind(static_cast<Kind>(at)));
        writer_.end();
        writer_.key("discriminator").object();
        writer_.member("propertyName", "kind");
        writer_.key("mapping").object();
        for (std::size_t at = 0; at < kind_count; ++at) {
            auto const kind = static_cast<Kind>(at);
            writer_.free_key(name_of(kind)).text("#/components/schemas/" + title_of_kind(kind));
        }
        writer_.end();
        writer_.end();
        writer_.end();
        writer_.end();
    }

    void print_parameter(std::string_view in, std::string_view name, bool is_required)
    {
        writer_.object();
        writer_.member("name", name);
        writer_.member("in", in);
        if (is_required)
            writer_.member("required", true);
        writer_.key("schema").object();
        auto const is_number = name == "limit" || name == "since" || name == "before";
        type(is_number && in == "query" ? "integer" : "string");
        if (name == request_header)
            writer_.member("const", "1");
        if (name == code_header) {
            writer_.member("pattern", "^[0-9]{6}(,[0-9]{6})*$");
            writer_.member("description", "The one-time code that POST /api/v1/codes had sent for this very change (X-8). For "
                                          "a batch, the codes of the changes that need one, in their order.");
        }
        if (name == second_person_header) {
            writer_.member("pattern", "^[0-9a-f]{64}(,[0-9a-f]{64})*$");
            writer_.member("description", "The token that POST /api/v1/second-person gave for this very change (S-13). For a "
                                          "batch, those of the changes that need one, in their order.");
        }
        writer_.end();
        writer_.end();
    }

    void print_parameters(Route const& route)
    {
        auto const changes_something = route.method != Method::get;
        if (route.path.find('{') == std::string_view::npos && route.query.empty() && !changes_something)
            return;
        writer_.key("parameters").list();
        for (auto rest = route.path; rest.find('{') != std::string_view::npos;) {
            rest.remove_prefix(rest.find('{') + 1);
            print_parameter("path", rest.substr(0, rest.find('}')), true);
        }
        for (auto rest = route.query; !rest.empty();) {
            auto const end = std::min(rest.find(' '), rest.size());
            print_parameter("query", rest.substr(0, end), false);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (changes_something)
            print_parameter("header", request_header, true);
        if (route.call == Call::hear_device)
            print_parameter("header", "Castellan-Device", true);
        if (route.call == Call::change || route.call == Call::changes)
            print_parameter("header", "Idempotency-Key", false);
        if (route.call == Call::change || route.call == Call::changes)
            print_parameter("header", code_header, false);
        if (route.call == Call::change || route.call == Call::changes)
            print_parameter("header", second_person_header, false);
        if (route.call == Call::change && (route.method == Method::patch || route.method == Method::remove))
            print_parameter("header", "If-Match", false);
        writer_.end();
    }

    /// `print` writes the schema without braces.
    template <class Print>
    void print_content(std::string_view media_type, Print const& print)
    {
        writer_.key("content").object();
        writer_.free_key(media_type).object();
        writer_.key("schema").object();
        print();
        writer_.end();
        writer_.end();
        writer_.end();
    }

    /// An object with one list of so many; `print` writes the schema of an item without braces.
    template <class Print>
    void print_list(std::string_view name, std::uint64_t most, Print const& print)
    {
        type("object");
        writer_.member("additionalProperties", false);
        writer_.key("required").list();
        writer_.text(name);
        writer_.end();
        writer_.key("properties").object();
        writer_.key(name).object();
        type("array");
        writer_.member("maxItems", most);
        writer_.key("items").object();
        print();
        writer_.end();
        writer_.end();
        writer_.end();
    }

    /// An object with a change, and texts beside it (`at` is an instant in milliseconds, `was` a quantity).
    void print_with_change(std::span<std::string_view const> needed, std::span<std::string_view const> also)
    {
        type("object");
        writer_.member("additionalProperties", false);
        writer_.key("required").list();
        for (auto const name : needed)
            writer_.text(name);
        writer_.text("change");
        writer_.end();
        writer_.key("properties").object();
        for (auto const names : {needed, also}) {
            for (auto const name : names) {
                writer_.key(name).object();
                type(name == "at" || name == "was" ? "integer" : "string");
                writer_.end();
            }
        }
        writer_.key("change");
        refer_object(change_title);
        writer_.end();
    }

    void print_request(Route const& route)
    {
        auto const body = [&](auto const& print) {
            writer_.key("requestBody").object();
            print_content("application/json", print);
            writer_.end();
        };
        if (route.call == Call::changes) {
            body([&] { print_list("changes", most_changes_in_a_batch, [&] { refer(change_title); }); });
            return;
        }
        if (auto const* asked = find_witness(route.call)) {
            body([&] { print_with_change(asked->needed, asked->also); });
            return;
        }
        if (route.call == Call::terminal_changes) {
            body([&] {
                print_list("changes", most_queued_at_once, [&] {
                    static constexpr auto needed = std::to_array<std::string_view>({"id", "at", "user"});
                    static constexpr auto also = std::to_array<std::string_view>({"second_person", "was"});
                    print_with_change(needed, also);
                });
            });
            return;
        }
        if (route.call == Call::attach) {
            writer_.key("requestBody").object();
            print_content("application/octet-stream", [&] { type("string"); });
            writer_.end();
        }
        if (route.call == Call::import_users) {
            writer_.key("requestBody").object();
            print_content("text/csv", [&] {
                type("string");
                writer_.member("description", "A heading (name, e-mail, phone, role, groups), then a row for each person; "
                                              "several groups are separated by `|`.");
            });
            writer_.end();
        }
        if (auto const* schema = find(requests, route.call))
            body([&] { refer(schema->name); });
        if (route.call != Call::change)
            return;
        auto const& schema = parameters_of(route.kind);
        auto in_path = std::uint64_t{0};
        auto all = true;
        for (std::size_t at = 0; at < schema.members.size(); ++at) {
            auto const& member = schema.members[at];
            // A parent may be said in a change; in a path the thing itself is enough.
            auto const parameter = '{' + std::string{member.name} + '}';
            auto const left_out = !member.at || route.path.find(parameter) != route.path.npos;
            in_path |= std::uint64_t{left_out} << at;
            all = all && left_out;
        }
        if (all)
            return;
        body([&] { print_object(schema, fields_of(schema), in_path); });
    }

    void print_response(Route const& route)
    {
        auto const made = route.method == Method::post &&
                          (route.call == Call::sign_in || route.call == Call::set_up ||
                           route.call == Call::send_code || route.call == Call::second_person ||
                           route.call == Call::offer_second_factor ||
                           route.call == Call::accept_invitation || route.call == Call::offer_pairing ||
                           route.call == Call::pair_device || route.call == Call::attach ||
                           route.call == Call::offer_terminal || route.call == Call::pair_terminal ||
                           route.call == Call::terminal_session || route.call == Call::terminal_second_person ||
                           (route.call == Call::change && name_of(route.kind).ends_with("create")) ||
                           (route.call == Call::change && std::ranges::contains(other_makers, route.kind)));
        auto const nothing = route.call == Call::sign_out || route.call == Call::set_password ||
                             route.call == Call::remove_second_factor || route.call == Call::end_session ||
                             route.call == Call::end_other_sessions || route.call == Call::end_sessions_of ||
                             route.call == Call::revoke_terminal || route.call == Call::set_pin ||
                             route.call == Call::remove_pin || route.call == Call::set_badge ||
                             route.call == Call::remove_badge || route.call == Call::settle_refused;
        auto const begun = route.call == Call::import_users || route.call == Call::ask_access;
        writer_.free_key(made ? "201" : nothing ? "204" : begun ? "202" : "200").object();
        writer_.member("description", made ? "Done, and here it is." : nothing ? "Done." : "Here it is.");
        if (route.call == Call::list) {
            print_content("application/json", [&] {
                type("object");
                writer_.key("properties").object();
                writer_.key(name_of(route.section)).object();
                type("array");
                writer_.key("items");
                refer_object(row_of(route.section)->name);
                writer_.end();
                writer_.key("next").object();
                type("string");
                writer_.member("description", "Ask on with this as `after`; absent on the last page.");
                writer_.end();
                writer_.end();
            });
        } else if (route.call == Call::one) {
            print_content("application/json", [&] { refer(row_of(route.section)->name); });
        } else if (auto const* schema = find(answers, route.call)) {
            print_content("application/json", [&] { refer(schema->name); });
        } else if (route.call == Call::audit_export) {
            print_content("text/csv", [&] { type("string"); });
        } else if (route.call == Call::attachment) {
            print_content("image/jpeg", [&] { type("string"); });
        } else if (route.call == Call::events) {
            print_content("text/event-stream", [&] { type("string"); });
        } else if (!nothing) {
            print_content("application/json", [&] { type("object"); });
        }
        writer_.end();
        writer_.key("default").object();
        writer_.member("description", "Not done; the rule that refused is named.");
        print_content("application/problem+json", [&] { refer(schema_of<Problem>.name); });
        writer_.end();
    }

    void print_operation(Route const& route)
    {
        auto method = std::string{name_of(route.method)};
        for (auto& letter : method)
            letter = static_cast<char>(letter - 'A' + 'a');
        writer_.key(method).object();
        writer_.member("summary", route.summary);
        if (route.call == Call::change)
            writer_.member("operationId", name_of(route.kind));
        if (!route.needs_session) {
            writer_.key("security").list();
            writer_.end();
        }
        print_parameters(route);
        print_request(route);
        writer_.key("responses").object();
        print_response(route);
        writer_.end();
        writer_.end();
    }

    void print_paths()
    {
        writer_.key("paths").object();
        auto const table = routes();
        for (std::size_t at = 0; at < table.size(); ++at) {
            auto const same_path = [&](Route const& route) { return route.path == table[at].path; };
            if (std::ranges::any_of(table.first(at), same_path))
                continue; // printed with the first route of its path
            line_before_key();
            writer_.free_key(table[at].path).object();
            for (auto const& route : table) {
                if (same_path(route))
                    print_operation(route);
            }
            writer_.end();
        }
        writer_.end();
        writer_.key("security").list();
        writer_.object();
        writer_.key("session").list();
        writer_.end();
        writer_.end();
        writer_.end();
    }

    /// One line for each path and schema, so that a difference to the golden file can be read.
    void line_before_key() { writer_.line(); }

    std::string out_;
    Writer writer_{out_};
};

} // namespace

std::string openapi() { return Printer{}.document() + '\n'; }

} // namespace castellan::wire
