// Common head and tail of the two lists stay; what is between is removed and inserted.
#include "ui/shell/problems_model.h"

#include <algorithm>

namespace gw::ui {

namespace {

QString placeOf(const Diagnostic& d)
{
    QString place = QString::fromStdString(d.file);
    if (d.position.line > 0)
        place += QString(":%1").arg(d.position.line);
    if (d.position.line > 0 && d.position.column > 0)
        place += QString(":%1").arg(d.position.column);
    return place;
}

} // namespace

QIcon severityIcon(const Theme& theme, Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return theme.icon("error", Color::Danger);
    case Severity::Warning:
        return theme.icon("warning", Color::Alert);
    case Severity::Info:
        break;
    }
    return theme.icon("info", Color::Accent);
}

ProblemsModel::ProblemsModel(const Theme& theme, QObject* parent) : QAbstractTableModel(parent), m_theme(theme) {}

void ProblemsModel::setDiagnostics(Diagnostics next)
{
    const auto shorter = std::min(m_diagnostics.size(), next.size());
    std::size_t head = 0;
    while (head < shorter && m_diagnostics[head] == next[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && m_diagnostics[m_diagnostics.size() - 1 - tail] == next[next.size() - 1 - tail])
        ++tail;
    const auto first = std::ptrdiff_t(head);
    if (const auto end = m_diagnostics.size() - tail; end > head) {
        beginRemoveRows({}, int(head), int(end) - 1);
        m_diagnostics.erase(m_diagnostics.begin() + first, m_diagnostics.begin() + std::ptrdiff_t(end));
        endRemoveRows();
    }
    if (const auto end = next.size() - tail; end > head) {
        beginInsertRows({}, int(head), int(end) - 1);
        m_diagnostics.insert(m_diagnostics.begin() + first, next.begin() + first, next.begin() + std::ptrdiff_t(end));
        endInsertRows();
    }
}

int ProblemsModel::count(Severity severity) const
{
    return int(std::count_if(m_diagnostics.begin(), m_diagnostics.end(),
                             [severity](const Diagnostic& d) { return d.severity == severity; }));
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_diagnostics.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Diagnostic& d = diagnostic(index.row());
    const QString message = QString::fromStdString(d.message);
    const QString hint = QString::fromStdString(d.hint);
    if (role == Qt::ToolTipRole)
        return hint.isEmpty() ? message : message + "\n" + hint;
    if (role == Qt::AccessibleTextRole && index.column() == Message)
        return QString("%1: %2").arg(severityName(d.severity), message);
    if (role == Qt::DecorationRole && index.column() == Message)
        return severityIcon(m_theme, d.severity);
    if (role == Qt::ForegroundRole && index.column() != Message)
        return m_theme.color(Color::TextMuted);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Message:
        return hint.isEmpty() ? message : message + "  " + hint;
    case Where:
        return placeOf(d);
    default:
        return QString::fromStdString(d.rule);
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Problem"), tr("Where"), tr("Rule")}.value(section);
}

} // namespace gw::ui
