#include "wire/view.hpp"

#include "rules/cut.hpp"
#include "rules/sight.hpp"
#include "wire/rows.hpp"
#include "wire/text.hpp"

#include <functional>

namespace castellan::wire {

namespace {

/// Versions are numbers that every reader of JSON takes exactly.
constexpr auto version_bits = std::uint64_t{(std::uint64_t{1} << 53U) - 1};

/// Orders are numbered by the change that gave them, which would tell how much happens elsewhere. Who sees an order sees
/// its instant: that makes its number here.
void renumber(std::vector<Order>& orders)
{
    for (std::size_t at = 0; at < orders.size(); ++at) {
        auto same = std::uint64_t{0};
        for (auto former = at; former > 0 && orders[former - 1].at == orders[at].at; --former)
            ++same;
        orders[at].number = (static_cast<std::uint64_t>(orders[at].at) << 4U) + same;
    }
}

/// What belongs to a thing's state and stands with other things in a replica.
template <class Table, class Handle>
void add_ids(std::string& text, Table const& table, std::vector<Handle> const& handles)
{
    for (auto const handle : handles)
        text.append(1, ' ').append(table[handle].id);
}

} // namespace

/// Leaves the row in `text_` as a replica gets it, and makes the row's version what that text says.
template <class Row>
std::uint64_t View::read_version(Row& row) const
{
    if constexpr (requires { row.orders; })
        renumber(row.orders);
    row.version = 0;
    text_.clear();
    auto writer = Writer{text_};
    write_row(writer, world_, row, Form::sync);
    auto const length = text_.size();
    if constexpr (requires { row.members; row.safes; }) {
        add_ids(text_, world_.users, row.members);
        text_ += ';';
        add_ids(text_, world_.safes, row.safes);
    }
    row.version = std::max(std::hash<std::string_view>{}(text_) & version_bits, std::uint64_t{1});
    text_.resize(length);
    return row.version;
}

template <class Handle>
bool View::write_cut(Writer& writer, Handle thing, Form form) const
{
    auto row = cut(world_, viewer_, thing);
    if (!row)
        return false;
    auto const version = read_version(*row);
    if (form != Form::sync) {
        write_row(writer, world_, *row, form);
        return true;
    }
    // OPTIMIZATION: the text is there already, but for the version at its end.
    text_.back() = ',';
    text_ += R"("version":)";
    append_number(text_, version);
    text_ += '}';
    writer.json(text_);
    return true;
}

bool View::write(Writer& writer, AccountId account, Form form) const { return write_cut(writer, account, form); }
bool View::write(Writer& writer, UserId user, Form form) const { return write_cut(writer, user, form); }
bool View::write(Writer& writer, GroupId group, Form form) const { return write_cut(writer, group, form); }
bool View::write(Writer& writer, SafeId safe, Form form) const { return write_cut(writer, safe, form); }
bool View::write(Writer& writer, AssetId asset, Form form) const { return write_cut(writer, asset, form); }

std::uint64_t View::version(AccountId account) const
{
    auto row = cut(world_, viewer_, account);
    return row ? read_version(*row) : 0;
}
std::uint64_t View::version(UserId user) const
{
    auto row = cut(world_, viewer_, user);
    return row ? read_version(*row) : 0;
}
std::uint64_t View::version(GroupId group) const
{
    auto row = cut(world_, viewer_, group);
    return row ? read_version(*row) : 0;
}
std::uint64_t View::version(SafeId safe) const
{
    auto row = cut(world_, viewer_, safe);
    return row ? read_version(*row) : 0;
}
std::uint64_t View::version(AssetId asset) const
{
    auto row = cut(world_, viewer_, asset);
    return row ? read_version(*row) : 0;
}

std::uint64_t View::version(Section section, std::uint32_t slot) const
{
    switch (section) {
    case Section::accounts: return version(AccountId{slot});
    case Section::users: return version(UserId{slot});
    case Section::groups: return version(GroupId{slot});
    case Section::safes: return version(SafeId{slot});
    case Section::assets: return version(AssetId{slot});
    }
    return 0;
}

bool View::sees(Section section, std::uint32_t slot) const
{
    switch (section) {
    case Section::accounts: return castellan::sees(world_, viewer_, AccountId{slot});
    case Section::users: return castellan::sees(world_, viewer_, UserId{slot});
    case Section::groups: return castellan::sees(world_, viewer_, GroupId{slot});
    case Section::safes: return castellan::sees(world_, viewer_, SafeId{slot});
    case Section::assets: return castellan::sees(world_, viewer_, AssetId{slot});
    }
    return false;
}

} // namespace castellan::wire
