#include "ui/models/conversion_report_model.h"

#include <algorithm>

namespace gw::ui {

namespace {

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString outcomeText(Carry carry)
{
    switch (carry) {
    case Carry::Carried:
        return ConversionReportModel::tr("Carried over");
    case Carry::Changed:
        return ConversionReportModel::tr("Changed");
    case Carry::Lost:
        return ConversionReportModel::tr("Not carried");
    }
    return {};
}

Color colorOf(Carry carry)
{
    return carry == Carry::Lost ? Color::Danger : carry == Carry::Changed ? Color::Alert : Color::Success;
}

QString whereText(const ConversionNote& note)
{
    return note.where.empty() ? ConversionReportModel::tr("The API") : toQt(note.where);
}

} // namespace

ConversionReportModel::ConversionReportModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{
}

void ConversionReportModel::setReport(const ConversionReport& report)
{
    m_report = report;
    choose();
}

void ConversionReportModel::setShownCarried(bool shown)
{
    m_showsCarried = shown;
    choose();
}

void ConversionReportModel::choose()
{
    beginResetModel(); // another report, or another choice of its rows
    m_rows.clear();
    for (const Carry carry : {Carry::Lost, Carry::Changed, Carry::Carried})
        for (const ConversionNote& note : m_report.notes)
            if (note.carry == carry && (m_showsCarried || carry != Carry::Carried))
                m_rows.push_back(note);
    endResetModel();
}

const ConversionNote* ConversionReportModel::at(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[std::size_t(row)] : nullptr;
}

QString ConversionReportModel::summary() const
{
    return tr("%1 carried over · %2 changed · %3 cannot be carried")
        .arg(m_report.count(Carry::Carried))
        .arg(m_report.count(Carry::Changed))
        .arg(m_report.count(Carry::Lost));
}

QString ConversionReportModel::asText() const
{
    QStringList lines;
    for (const ConversionNote& note : m_report.notes) {
        QString line = QStringLiteral("%1: %2: %3").arg(outcomeText(note.carry), whereText(note), toQt(note.what));
        if (!note.hint.empty())
            line += QLatin1Char(' ') + toQt(note.hint);
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

int ConversionReportModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConversionReportModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConversionReportModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConversionNote& note = m_rows[std::size_t(index.row())];
    if (role == Qt::ForegroundRole && index.column() == Outcome)
        return m_theme.color(colorOf(note.carry));
    if (role == Qt::ToolTipRole && index.column() == What)
        return note.hint.empty() ? toQt(note.what) : toQt(note.what) + QLatin1Char('\n') + toQt(note.hint);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    return index.column() == Outcome ? outcomeText(note.carry)
           : index.column() == Where ? whereText(note)
                                     : toQt(note.what);
}

QVariant ConversionReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Outcome ? tr("Outcome") : section == Where ? tr("Where") : tr("What becomes of it");
}

} // namespace gw::ui
