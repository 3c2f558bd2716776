#include "wire/document.hpp"

#include "model/invariants.hpp"
#include "wire/decoder.hpp"
#include "wire/sections.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

/// "users[3].email"
std::string place(Section section, std::uint32_t index, std::string_view member)
{
    auto result = std::string{name_of(section)};
    result += '[';
    append_number(result, std::uint64_t{index});
    result += "].";
    return result += member;
}

/// Builds a world of rows in whatever order the sections come. A reference to what has not come yet waits until the
/// end; relations are joined then, each list sorted once.
class Loader final : public RowSink {
public:
    explicit Loader(std::vector<WireError>& problems) : problems_(problems) {}

    void take(AccountRow& row, std::uint32_t index) override
    {
        if (is_new(world_.accounts, Section::accounts, index, row.id))
            world_.accounts.insert(take_account(row));
    }

    void take(UserRow& row, std::uint32_t index) override
    {
        if (!is_new(world_.users, Section::users, index, row.id))
            return;
        if (auto const other = world_.find_by_email(row.email)) {
            problem(place(Section::users, index, "email"),
                    quoted_id(row.email) + " is the address of " + quoted_id(world_.users[other].id) + " too");
            row.email.clear();
        }
        if (row.administrator && row.status == Status::disabled)
            problem(place(Section::users, index, "administrator"), "who is disabled is no administrator (T-2)");
        auto user = take_user(row);
        auto waiting = std::vector<RolesRow*>{};
        for (auto& roles : row.accounts) {
            auto const account = world_.accounts.find(roles.account);
            if (account.is_none())
                waiting.push_back(&roles);
            else
                enter(user, account, roles);
        }
        auto const handle = world_.add_user(std::move(user));
        for (auto* const roles : waiting)
            roles_.push_back({handle, index, std::move(*roles)});
    }

    void take(GroupRow& row, std::uint32_t index) override
    {
        if (!is_new(world_.groups, Section::groups, index, row.id))
            return;
        auto const handle = world_.groups.insert(take_group(row));
        group_rows_.push_back(index);
        refer(Reference::group_account, handle.slot, 0, row.account);
        refer_all(Reference::member, handle.slot, row.members);
        refer_all(Reference::safe, handle.slot, row.safes);
    }

    void take(SafeRow& row, std::uint32_t index) override
    {
        if (!is_new(world_.safes, Section::safes, index, row.id))
            return;
        auto safe = take_safe(row);
        // The newest are kept, oldest first (model/things.hpp).
        auto const surplus = row.orders.size() - std::min(row.orders.size(), orders_kept);
        for (auto at = surplus; at < row.orders.size(); ++at)
            safe.orders.push_back(take_order(row.orders[at]));
        auto const handle = world_.safes.insert(std::move(safe));
        safe_rows_.push_back(index);
        refer(Reference::safe_account, handle.slot, 0, row.account);
        for (auto at = surplus; at < row.orders.size(); ++at)
            refer(Reference::order_by, handle.slot, static_cast<std::uint32_t>(at - surplus), row.orders[at].by);
    }

    void take(AssetRow& row, std::uint32_t index) override
    {
        if (!is_new(world_.assets, Section::assets, index, row.id))
            return;
        auto const handle = world_.assets.insert(take_asset(row));
        asset_rows_.push_back(index);
        refer(Reference::asset_safe, handle.slot, 0, row.safe);
    }

    /// `is_sound`: the decoder found nothing wrong, so that every row has what it needs.
    World finish(DocumentRows& rows, bool is_sound)
    {
        world_.organization = take_organization(rows.organization);
        world_.revision = rows.revision;
        for (auto& waiting : roles_)
            resolve(waiting);
        for (auto const& waiting : references_) {
            if (!resolve(waiting.reference, waiting.slot, waiting.entry, waiting.id))
                unresolved(waiting);
        }
        if (is_sound && problems_.empty())
            join();
        if (is_sound && problems_.empty()) {
            for (auto& broken : broken_invariants(world_))
                problem({}, std::move(broken));
        }
        return std::move(world_);
    }

private:
    enum class Reference : std::uint8_t { group_account, member, safe, safe_account, order_by, asset_safe };

    struct WaitingRoles {
        UserId user;
        std::uint32_t index;
        RolesRow roles;
    };
    struct WaitingReference {
        Reference reference;
        std::uint32_t slot; // of the thing that refers
        std::uint32_t entry;
        std::string id;
    };

    void problem(std::string path, std::string text)
    {
        if (problems_.size() < most_errors)
            problems_.push_back({std::move(path), std::move(text)});
    }

    template <class Table>
    bool is_new(Table const& table, Section section, std::uint32_t index, std::string const& id)
    {
        if (id.empty())
            return false; // the decoder has said so
        if (table.find(id).is_none())
            return true;
        problem(place(section, index, "id"), quoted_id(id) + " is taken by a row before");
        return false;
    }

    static void enter(User& user, AccountId account, RolesRow const& row)
    {
        auto const roles = AccountRoles{
            .account = account, .safes = row.safes, .profiles = row.profiles, .modules = row.modules};
        if (!roles.empty())
            user.accounts.insert(std::ranges::lower_bound(user.accounts, account, {}, &AccountRoles::account), roles);
    }

    void resolve(WaitingRoles const& waiting)
    {
        auto const account = world_.accounts.find(waiting.roles.account);
        if (account.is_none()) {
            problem(place(Section::users, waiting.index, "accounts"),
                    "there is no account " + quoted_id(waiting.roles.account));
            return;
        }
        world_.edit_user(waiting.user, [&](User& user) { enter(user, account, waiting.roles); });
    }

    /// Sets a reference if its thing is there.
    bool resolve(Reference reference, std::uint32_t slot, std::uint32_t entry, std::string_view id)
    {
        switch (reference) {
        case Reference::group_account: return set(world_.groups[GroupId{slot}].account, world_.accounts.find(id));
        case Reference::member: return append(world_.groups[GroupId{slot}].members, world_.users.find(id));
        case Reference::safe: return append(world_.groups[GroupId{slot}].safes, world_.safes.find(id));
        case Reference::safe_account: return set(world_.safes[SafeId{slot}].account, world_.accounts.find(id));
        case Reference::order_by: return set(world_.safes[SafeId{slot}].orders[entry].by, world_.users.find(id));
        case Reference::asset_safe: return set(world_.assets[AssetId{slot}].safe, world_.safes.find(id));
        }
        return false;
    }

    template <class Handle>
    static bool set(Handle& handle, Handle found)
    {
        handle = found;
        return !found.is_none();
    }
    template <class Handle>
    static bool append(std::vector<Handle>& handles, Handle found)
    {
        if (!found.is_none())
            handles.push_back(found);
        return !found.is_none();
    }

    void refer(Reference reference, std::uint32_t slot, std::uint32_t entry, std::string& id)
    {
        if (!id.empty() && !resolve(reference, slot, entry, id))
            references_.push_back({reference, slot, entry, std::move(id)});
    }
    void refer_all(Reference reference, std::uint32_t slot, std::vector<std::string>& ids)
    {
        for (std::uint32_t entry = 0; entry < ids.size(); ++entry)
            refer(reference, slot, entry, ids[entry]);
    }

    void unresolved(WaitingReference const& waiting)
    {
        auto const none = [&](std::string_view what) {
            return "there is no " + std::string{what} + ' ' + quoted_id(waiting.id);
        };
        auto const entry = [&](std::string_view list) {
            auto result = std::string{list};
            result += '[';
            append_number(result, std::uint64_t{waiting.entry});
            return result += ']';
        };
        switch (waiting.reference) {
        case Reference::group_account:
            return problem(place(Section::groups, group_rows_[waiting.slot], "account"), none("account"));
        case Reference::member:
            return problem(place(Section::groups, group_rows_[waiting.slot], entry("members")), none("user"));
        case Reference::safe:
            return problem(place(Section::groups, group_rows_[waiting.slot], entry("safes")), none("safe"));
        case Reference::safe_account:
            return problem(place(Section::safes, safe_rows_[waiting.slot], "account"), none("account"));
        case Reference::order_by:
            return; // who gave it has been deleted since
        case Reference::asset_safe:
            return problem(place(Section::assets, asset_rows_[waiting.slot], "safe"), none("safe"));
        }
    }

    /// Sorts the lists of groups and enters them on the other side. All references are resolved.
    void join()
    {
        for (auto const handle : world_.groups.handles()) {
            auto& group = world_.groups[handle];
            sort(group.members, world_.users, handle, "members");
            sort(group.safes, world_.safes, handle, "safes");
            // Groups come in the order of their handles, so that the lists on the other side are sorted too.
            for (auto const user : group.members)
                world_.users[user].groups.push_back(handle);
            for (auto const safe : group.safes) {
                world_.safes[safe].groups.push_back(handle);
                if (world_.safes[safe].account != group.account)
                    problem(place(Section::groups, group_rows_[handle.slot], "safes"),
                            "safe " + quoted_id(world_.safes[safe].id) + " is of another account");
            }
        }
        for (auto const handle : world_.assets.handles())
            world_.safes[world_.assets[handle].safe].assets.push_back(handle);
    }

    template <class Handle, class Table>
    void sort(std::vector<Handle>& handles, Table const& table, GroupId group, std::string_view member)
    {
        std::ranges::sort(handles);
        auto const twice = std::ranges::adjacent_find(handles);
        if (twice == handles.end())
            return;
        problem(place(Section::groups, group_rows_[group.slot], member),
                quoted_id(table[*twice].id) + " stands here twice");
        handles.erase(std::ranges::unique(handles).begin(), handles.end());
    }

    std::vector<WireError>& problems_;
    World world_;
    std::vector<WaitingRoles> roles_;
    std::vector<WaitingReference> references_;
    std::vector<std::uint32_t> group_rows_; // by slot: the index of the row
    std::vector<std::uint32_t> safe_rows_;
    std::vector<std::uint32_t> asset_rows_;
};

std::expected<World, std::vector<WireError>> load(std::string_view bytes, Form form, Encoding encoding)
{
    auto linked = std::vector<WireError>{};
    auto loader = Loader{linked};
    auto rows = DocumentRows{loader};
    auto const options = DecodeOptions{.form = form, .most_problems = most_errors};
    auto decoder = Decoder{document_schema(), &rows, options};
    encoding == Encoding::json ? parse_json(decoder, bytes) : parse_cbor(decoder, bytes);
    auto problems = std::move(decoder.problems());
    auto world = loader.finish(rows, problems.empty());
    for (auto& problem : linked) {
        if (problems.size() < most_errors)
            problems.push_back(std::move(problem));
    }
    if (!problems.empty())
        return std::unexpected(std::move(problems));
    return world;
}

template <class Table>
void write_section(Writer& writer, World const& world, Table const& table, Section section, Form form)
{
    if (table.size() == 0)
        return;
    writer.key(name_of(section)).list();
    for (auto const handle : table.handles()) {
        // A line for each thing, so that exports can be compared and kept under version control.
        if (form == Form::document)
            writer.line();
        write_row(writer, world, table[handle], form);
    }
    writer.end();
}

std::string save(World const& world, Form form, Encoding encoding)
{
    auto out = std::string{};
    out.reserve(world.users.size() * 160 + world.safes.size() * 200 + 4'096);
    auto writer = Writer{out, encoding};
    writer.object();
    writer.key("organization");
    write_row(writer, world.organization);
    if (form == Form::snapshot)
        writer.member("revision", world.revision);
    // References point back, so that reading resolves them at once.
    write_section(writer, world, world.accounts, Section::accounts, form);
    write_section(writer, world, world.users, Section::users, form);
    write_section(writer, world, world.safes, Section::safes, form);
    write_section(writer, world, world.groups, Section::groups, form);
    write_section(writer, world, world.assets, Section::assets, form);
    writer.end();
    if (form == Form::document)
        out += '\n';
    return out;
}

} // namespace

std::expected<World, std::vector<WireError>> decode_document(std::string_view json)
{
    return load(json, Form::document, Encoding::json);
}

std::string encode_document(World const& world) { return save(world, Form::document, Encoding::json); }

std::expected<World, std::vector<WireError>> decode_snapshot(std::string_view cbor)
{
    return load(cbor, Form::snapshot, Encoding::cbor);
}

std::string encode_snapshot(World const& world) { return save(world, Form::snapshot, Encoding::cbor); }

} // namespace castellan::wire
