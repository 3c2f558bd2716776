#include "wire/question.hpp"

#include "wire/codec.hpp"
#include "wire/text.hpp"

#include <charconv>
#include <utility>

namespace castellan::wire {

namespace {

struct AskedContext {
    bool otp = false;
    bool mfa = false;
    std::string second_person;
    Json now;
};

struct AskedThing {
    std::string type;
    std::string id;
};

/// A question as it is written.
struct AskedQuestion {
    std::string actor;
    Json change;
    AskedContext context;
    std::optional<AskedThing> see;
    std::string list;
    std::optional<bool> managers;
    std::string who_can;
    std::optional<AskedThing> target;
};

/// Whatever names somebody or something; what is too long to be an id names nothing.
constexpr auto any_name = TextLimits{Format::line, 1'000};
constexpr auto any_given_name = TextLimits{Format::line, 1'000, false};

} // namespace

template <>
inline constexpr auto members_of<AskedContext> = std::to_array<Member>({
    optional<&AskedContext::otp>("otp"),
    optional<&AskedContext::mfa>("mfa"),
    or_null(optional<&AskedContext::second_person>("second_person", any_name)),
    optional<&AskedContext::now>("now"),
});
template <>
inline constexpr auto members_of<AskedThing> = std::to_array<Member>({
    required<&AskedThing::type>("type", any_given_name),
    optional<&AskedThing::id>("id", any_name),
});
template <>
inline constexpr auto members_of<AskedQuestion> = std::to_array<Member>({
    optional<&AskedQuestion::actor>("actor", any_given_name),
    optional<&AskedQuestion::change>("change"),
    or_null(optional<&AskedQuestion::context>("context")),
    optional<&AskedQuestion::see>("see"),
    optional<&AskedQuestion::list>("list", any_given_name),
    optional<&AskedQuestion::managers>("managers"),
    optional<&AskedQuestion::who_can>("who_can", any_given_name),
    optional<&AskedQuestion::target>("target"),
});

namespace {

std::unexpected<WireError> wrong(std::string_view path, std::string problem)
{
    return std::unexpected(WireError{std::string{path}, std::move(problem)});
}

Actor actor_named(World const& world, std::string_view name)
{
    constexpr auto device = std::string_view{"device:"};
    constexpr auto invitation = std::string_view{"invitation:"};
    if (name.starts_with(device))
        return Actor{world.safes.find(name.substr(device.size()))};
    if (name.starts_with(invitation))
        return Actor{world.invitations.find(name.substr(invitation.size()))};
    return world.users.find(name);
}

/// An instant, or its milliseconds.
std::optional<Instant> instant_in(std::string_view json)
{
    if (json.empty() || json == "null")
        return Instant{0};
    if (json.size() > 2 && json.front() == '"')
        return instant_of(json.substr(1, json.size() - 2));
    auto result = Instant{0};
    auto const [end, error] = std::from_chars(json.data(), json.data() + json.size(), result);
    return error == std::errc{} && end == json.data() + json.size() ? std::optional{result} : std::nullopt;
}

std::expected<Context, WireError> context_in(World const& world, AskedContext const& asked)
{
    auto const now = instant_in(asked.now.text);
    if (!now)
        return wrong("context.now", "must be an instant, like 2026-11-21T08:00:00Z, or its milliseconds");
    return Context{
        .otp = asked.otp, .mfa = asked.mfa, .second_person = world.users.find(asked.second_person), .now = *now};
}

/// The thing of this type and id; a `none` handle if there is no such thing, nothing if there is no such type.
std::optional<Target> thing_named(World const& world, AskedThing const& asked)
{
    auto result = std::optional<Target>{};
    for_each_section([&](auto none) {
        if (singular_of(section_of_handle<decltype(none)>) == asked.type)
            result = Target{world.table_of(none).find(asked.id)};
    });
    return result;
}

std::optional<WireError> problem_with(AskedThing const& asked, std::string_view path)
{
    if (asked.id.empty() && asked.type != "organization")
        return WireError{std::string{path} + ".id", "is missing"};
    return std::nullopt;
}

std::expected<SeesThing, WireError> sees_thing(World const& world, AskedThing const& asked)
{
    if (auto problem = problem_with(asked, "see"))
        return std::unexpected(std::move(*problem));
    if (asked.type == "organization") {
        auto const fits = asked.id.empty() || asked.id == world.organization.id;
        return SeesThing{fits ? Target{} : Target{AccountId{}}}; // another organisation is like an unknown account
    }
    if (asked.type == "key") {
        auto const slash = std::min(asked.id.find('/'), asked.id.size());
        auto const door = std::string_view{asked.id}.substr(std::min(slash + 1, asked.id.size()));
        return SeesThing{KeyNamed{world.users.find(asked.id.substr(0, slash)), world.doors.find(door)}};
    }
    auto const thing = thing_named(world, asked);
    if (!thing)
        return wrong("see.type", quoted_id(asked.type) + " is no type of thing");
    return SeesThing{*thing};
}

std::expected<Lists, WireError> lists(std::string_view name)
{
    if (name == "keys")
        return Lists{.keys = true};
    auto result = std::optional<Lists>{};
    for_each_section([&](auto none) {
        if (name_of(section_of_handle<decltype(none)>) == name)
            result = Lists{.section = section_of_handle<decltype(none)>};
    });
    if (!result)
        return wrong("list", quoted_id(name) + " is no section");
    return *result;
}

std::expected<WhoCan, WireError> who_can_do(World const& world, std::string_view name, AskedThing const& asked)
{
    auto const permission = permission_named(name);
    if (!permission)
        return wrong("who_can", quoted_id(name) + " is no permission");
    if (auto problem = problem_with(asked, "target"))
        return std::unexpected(std::move(*problem));
    if (asked.type == "organization") {
        auto const fits = asked.id.empty() || asked.id == world.organization.id;
        return WhoCan{.permission = *permission, .target = {}, .is_known = fits};
    }
    auto const thing = thing_named(world, asked);
    if (!thing)
        return wrong("target.type", quoted_id(asked.type) + " is no type of thing");
    return WhoCan{.permission = *permission, .target = *thing};
}

/// Exactly one thing is asked, with what it takes.
std::optional<WireError> problem_of_shape(AskedQuestion const& asked)
{
    auto const questions = int{!asked.change.text.empty()} + int{asked.see.has_value()} + int{!asked.list.empty()} +
                           int{asked.managers.has_value()} + int{!asked.who_can.empty()};
    if (questions != 1)
        return WireError{"", "must ask one of change, see, list, managers, who_can"};
    if (asked.actor.empty() && asked.who_can.empty())
        return WireError{"actor", "is missing"};
    if (asked.managers && !*asked.managers)
        return WireError{"managers", "must be true"};
    if (asked.target.has_value() != !asked.who_can.empty())
        return WireError{"target", asked.target ? "goes with who_can only" : "is missing"};
    return std::nullopt;
}

} // namespace

std::expected<Question, WireError> read_question(World const& world, std::string_view json)
{
    auto const asked = decode<AskedQuestion>(json);
    if (!asked)
        return std::unexpected(asked.error());
    if (auto problem = problem_of_shape(*asked))
        return std::unexpected(std::move(*problem));
    auto const context = context_in(world, asked->context);
    if (!context)
        return std::unexpected(context.error());
    auto result = Question{.actor = actor_named(world, asked->actor), .context = *context, .asked = Managers{}};
    auto const take = [&result](auto&& read) -> std::expected<Question, WireError> {
        if (!read)
            return std::unexpected(std::move(read.error()));
        result.asked = std::move(*read);
        return std::move(result);
    };
    if (asked->see)
        return take(sees_thing(world, *asked->see));
    if (!asked->list.empty())
        return take(lists(asked->list));
    if (!asked->who_can.empty())
        return take(who_can_do(world, asked->who_can, *asked->target));
    if (asked->managers)
        return result;
    auto change = decode_change(world, asked->change.text);
    if (!change)
        return std::unexpected(within("change", std::move(change.error())));
    result.asked = MayChange{std::move(*change)};
    return result;
}

} // namespace castellan::wire
