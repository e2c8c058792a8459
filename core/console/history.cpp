// The history and its file.
#include "core/console/history.h"

#include "core/console/file_name.h"
#include "core/console/request_file.h"
#include "core/format/atomic_file.h"
#include "core/json/text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace gw::console {

namespace {

json::Value treeOf(const HistoryEntry& entry)
{
    ConsoleRequest request = entry.request;
    if (request.body.text.size() > History::maxKeptBody)
        request.body = {};
    json::Value tree = json::Value::object();
    tree.set("time", entry.time.toUTC().toString(Qt::ISODateWithMs).toStdString());
    tree.set("status", entry.status);
    tree.set("milliseconds", static_cast<std::int64_t>(entry.milliseconds));
    json::Value requestTree = json::Value::object();
    putRequest(requestTree, request);
    tree.set("request", std::move(requestTree));
    return tree;
}

} // namespace

std::string writeHistory(const std::deque<HistoryEntry>& entries)
{
    json::Array list;
    for (const HistoryEntry& entry : entries)
        list.push_back(treeOf(entry));
    return json::writeYaml(json::Value(std::move(list)));
}

Result<std::deque<HistoryEntry>> readHistory(std::string_view text)
{
    const Result<json::Value> tree = json::readYaml(text);
    if (!tree)
        return fail(tree.error());
    std::deque<HistoryEntry> entries;
    if (!tree->isArray())
        return entries;
    for (const json::Value& node : tree->asArray()) {
        Result<ConsoleRequest> request = requestFromTree(node["request"]);
        if (!request || entries.size() >= History::maxEntries)
            continue;
        HistoryEntry entry;
        entry.time = QDateTime::fromString(QString::fromStdString(node["time"].scalarText()), Qt::ISODateWithMs);
        entry.request = std::move(*request);
        entry.status = static_cast<int>(node["status"].toInt());
        entry.milliseconds = node["milliseconds"].toInt();
        entries.push_back(std::move(entry));
    }
    return entries;
}

History::History(QString file) : m_file(std::move(file)) {}

Result<void> History::load()
{
    m_entries.clear();
    if (m_file.isEmpty() || !QFileInfo::exists(m_file))
        return {};
    const Result<std::string> text = readFile(toPath(m_file));
    if (!text)
        return fail(text.error());
    Result<std::deque<HistoryEntry>> entries = readHistory(*text);
    if (!entries) {
        entries.error().file = m_file.toStdString();
        return fail(std::move(entries.error()));
    }
    m_entries = std::move(*entries);
    return {};
}

Result<void> History::save() const
{
    if (m_file.isEmpty())
        return {};
    QDir().mkpath(QFileInfo(m_file).path());
    return writeFileAtomically(toPath(m_file), writeHistory(m_entries));
}

void History::add(HistoryEntry entry)
{
    const auto same = std::find_if(m_entries.begin(), m_entries.end(),
                                   [&](const HistoryEntry& old) { return old.request == entry.request; });
    if (same != m_entries.end())
        m_entries.erase(same);
    m_entries.push_front(std::move(entry));
    if (m_entries.size() > maxEntries)
        m_entries.pop_back();
}

void History::removeAt(std::size_t index)
{
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(index));
}

void History::clear()
{
    m_entries.clear();
}

} // namespace gw::console
