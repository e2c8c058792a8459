// Entries keep their given order while nothing is typed; a bound keeps a huge API from making a huge list.
#include "ui/shell/palette_model.h"

#include "ui/widgets/badges.h"

#include <QPainter>
#include <QRegularExpression>

#include <algorithm>

namespace gw::ui {

namespace {
constexpr std::size_t maxShown = 200;
constexpr int rowHeight = 34;
constexpr int leadWidth = 60; // badge or icon
// "GET /pets shop": the verb before the title, the detail after it, at a price.
std::optional<FuzzyMatch> matchAround(const QString& pattern, const PaletteEntry& entry)
{
    constexpr int price = 12;
    const QString lead = entry.verb.isEmpty() ? QString() : entry.verb + ' ';
    auto match = fuzzyMatch(pattern, lead + entry.title + ' ' + entry.detail);
    if (!match)
        return std::nullopt;
    match->score -= price;
    QList<int> inTitle;
    for (const int position : match->positions) {
        if (position >= lead.size() && position < lead.size() + entry.title.size())
            inTitle.append(position - int(lead.size()));
    }
    match->positions = inTitle;
    return match;
}

} // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    m_pattern.clear();
    filter();
}

void PaletteModel::setPattern(const QString& pattern)
{
    m_pattern = pattern;
    filter();
}

void PaletteModel::filter()
{
    beginResetModel(); // a list of answers to a new question, not a changed list
    m_shown.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry& entry = m_entries[i];
        if (auto match = fuzzyMatch(m_pattern, entry.title)) {
            m_shown.push_back({i, std::move(*match)});
        } else if (auto wider = matchAround(m_pattern, entry)) {
            m_shown.push_back({i, std::move(*wider)});
        }
    }
    if (m_pattern.isEmpty())
        std::for_each(m_shown.begin(), m_shown.end(), [](Shown& shown) { shown.match.score = 0; });
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [](const Shown& a, const Shown& b) { return a.match.score > b.match.score; });
    if (m_shown.size() > maxShown)
        m_shown.resize(maxShown);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry& e = entry(index.row());
    if (role == Qt::DisplayRole)
        return e.title;
    if (role == Qt::AccessibleTextRole)
        return QStringList{e.section, e.verb, e.title, e.detail, e.keys}.filter(QRegularExpression("\\S")).join(", ");
    return {};
}

PaletteDelegate::PaletteDelegate(const Theme& theme, const PaletteModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, rowHeight};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const PaletteEntry& entry = m_model.entry(index.row());
    const QRect r = option.rect;
    painter->save();
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(
            m_theme.color(option.state & QStyle::State_Selected ? Color::AccentMuted : Color::BackgroundSubtle));
        painter->drawRoundedRect(r.adjusted(spacing::xs, 1, -spacing::xs, -1), cornerRadius, cornerRadius);
    }
    const QRect lead(r.left() + spacing::m, r.top(), leadWidth, r.height());
    if (entry.verb.isEmpty())
        m_theme.icon(entry.icon).paint(painter, QRect(lead.center().x() - 7, lead.center().y() - 7, 16, 16));
    else
        paintMethodBadge(*painter, m_theme, lead, entry.verb);

    int right = r.right() - spacing::l;
    painter->setFont(m_theme.text(fontSize::secondary));
    painter->setPen(m_theme.color(Color::TextSubtle));
    const QString trailing = entry.keys.isEmpty() ? entry.section : entry.keys;
    const int trailingWidth = painter->fontMetrics().horizontalAdvance(trailing);
    painter->drawText(QRect(right - trailingWidth, r.top(), trailingWidth + 1, r.height()), Qt::AlignVCenter, trailing);
    right -= trailingWidth + spacing::l;

    const QFont plain = m_theme.text();
    const QFont strong = m_theme.text(fontSize::body, true);
    int x = lead.right() + spacing::m;
    painter->setPen(m_theme.color(Color::Text));
    for (int i = 0; i < entry.title.size() && x < right; ++i) {
        painter->setFont(m_model.matched(index.row()).contains(i) ? strong : plain);
        const QString letter(entry.title[i]);
        painter->drawText(QRect(x, r.top(), right - x, r.height()), Qt::AlignVCenter, letter);
        x += painter->fontMetrics().horizontalAdvance(letter);
    }
    painter->setFont(m_theme.text(fontSize::secondary));
    painter->setPen(m_theme.color(Color::TextMuted));
    x += spacing::m;
    if (x < right)
        painter->drawText(QRect(x, r.top(), right - x, r.height()), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(entry.detail, Qt::ElideRight, right - x));
    painter->restore();
}

} // namespace gw::ui
