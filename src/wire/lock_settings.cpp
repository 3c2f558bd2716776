#include "wire/lock_settings.hpp"

#include "wire/decoder.hpp"
#include "wire/merge.hpp"
#include "wire/timetable_schema.hpp"
#include "wire/writer.hpp"

namespace castellan::wire {

namespace {

struct Wifi {
    std::string network;
};

/// As they stand in the object, each by itself: one that is broken takes no other with it.
struct KeptSettings {
    std::string business_hours;
    std::string blackouts;
    std::string wifi;
};

struct Hours {
    std::vector<WeeklyWindow> list;
};
struct Days {
    std::vector<Blackout> list;
};

} // namespace

template <>
inline constexpr auto members_of<Blackout> = std::to_array<Member>({
    required<&Blackout::day>("day", {Format::day, 10, false}),
    optional<&Blackout::name>("name", name_text),
});
template <>
inline constexpr auto members_of<Wifi> = std::to_array<Member>({optional<&Wifi::network>("network", short_text)});
template <>
inline constexpr auto members_of<KeptSettings> = std::to_array<Member>({
    kept_as(Shape::any, optional<&KeptSettings::business_hours>("business_hours"), most_settings_bytes),
    kept_as(Shape::any, optional<&KeptSettings::blackouts>("blackouts"), most_settings_bytes),
    kept_as(Shape::any, optional<&KeptSettings::wifi>("wifi"), most_settings_bytes),
});
template <>
inline constexpr auto members_of<Hours> = std::to_array<Member>({at_most(required<&Hours::list>("list"), most_windows)});
template <>
inline constexpr auto members_of<Days> = std::to_array<Member>({at_most(required<&Days::list>("list"), most_blackouts)});

namespace {

/// Members that are not described are passed over.
template <class T>
bool read(T& result, std::string_view json)
{
    auto const options = DecodeOptions{.unknown_members = true};
    auto decoder = Decoder{schema_of<T>, &result, options};
    if (parse_json(decoder, json) && decoder.problems().empty())
        return true;
    result = {};
    return false;
}

KeptSettings taken_apart(std::string_view json)
{
    auto kept = KeptSettings{};
    read(kept, json);
    return kept;
}

template <class T>
auto list_in(std::string const& json)
{
    auto read_in = T{};
    read(read_in, "{\"list\":" + json + "}");
    return read_in.list;
}

} // namespace

LockSettings read_lock_settings(std::string_view json)
{
    auto const kept = taken_apart(json);
    auto wifi = Wifi{};
    read(wifi, kept.wifi);
    return {.business_hours = list_in<Hours>(kept.business_hours),
            .blackouts = list_in<Days>(kept.blackouts),
            .network = std::move(wifi.network)};
}

std::string lock_settings_to_set(std::string_view present, LockSettings const& wanted)
{
    auto const there = read_lock_settings(present);
    auto out = std::string{};
    auto writer = Writer{out};
    writer.object();
    if (wanted.business_hours != there.business_hours) {
        writer.key("business_hours").list();
        for (auto const& one : wanted.business_hours) {
            writer.object();
            writer.member("weekday", one.weekday);
            writer.member("from", one.from);
            writer.member("until", one.until);
            writer.end();
        }
        writer.end();
    }
    if (wanted.blackouts != there.blackouts) {
        writer.key("blackouts").list();
        for (auto const& one : wanted.blackouts) {
            writer.object();
            writer.member("day", one.day);
            if (!one.name.empty())
                writer.member("name", one.name);
            writer.end();
        }
        writer.end();
    }
    if (wanted.network != there.network) {
        auto wifi = std::string{};
        auto inner = Writer{wifi};
        inner.object();
        inner.member("network", wanted.network);
        inner.end();
        auto const before = taken_apart(present).wifi;
        writer.key("wifi").json(before.starts_with('{') ? merged(before, wifi) : wifi);
    }
    writer.end();
    return out;
}

} // namespace castellan::wire
