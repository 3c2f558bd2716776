// The organisation document as a whole: rows are handed over one by one as they are read, so that a large document is
// never held twice. Inside wire only.
#pragma once

#include "wire/rows.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace castellan::wire {

/// Takes rows as they are read, of whatever section. A row may be changed; it is used again for the next.
class RowSink {
public:
    virtual ~RowSink() = default;
    virtual void take(AccountRow& row, std::uint32_t index) = 0;
    virtual void take(UserRow& row, std::uint32_t index) = 0;
    virtual void take(GroupRow& row, std::uint32_t index) = 0;
    virtual void take(SafeRow& row, std::uint32_t index) = 0;
    virtual void take(AssetRow& row, std::uint32_t index) = 0;
};

/// A section that is being read: the row at hand, and who takes it.
template <class Row>
struct SectionReader {
    RowSink* sink = nullptr;
    std::uint32_t count = 0;
    Row row;
};

/// The ids of what a difference takes away.
struct RemovedRows {
    std::array<std::vector<std::string>, section_count> ids; // by Section
};

struct DocumentRows {
    explicit DocumentRows(RowSink& sink)
        : accounts{&sink}, users{&sink}, groups{&sink}, safes{&sink}, assets{&sink}
    {
    }

    OrganizationRow organization;
    SectionReader<AccountRow> accounts;
    SectionReader<UserRow> users;
    SectionReader<GroupRow> groups;
    SectionReader<SafeRow> safes;
    SectionReader<AssetRow> assets;
    // Of snapshots and cuts.
    std::uint64_t revision = 0;
    // Of cuts.
    std::string me;
    bool everything = false;
    RemovedRows removed;
};

[[nodiscard]] Schema const& document_schema();

} // namespace castellan::wire
