// Commands without keys are left out: this is about keys.
#include "ui/shell/shortcuts_sheet.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int columns = 2;

class GroupGrid
{
public:
    GroupGrid(const Theme& theme, const QString& title, QWidget* parent) : m_theme(theme), m_box(new QWidget(parent))
    {
        m_grid = new QGridLayout(m_box);
        m_grid->setContentsMargins(0, 0, 0, 0);
        m_grid->setHorizontalSpacing(spacing::xxl);
        m_grid->setVerticalSpacing(spacing::s);
        m_grid->setColumnStretch(0, 1);
        auto* heading = new QLabel(title, m_box);
        heading->setFont(theme.text(fontSize::body, true));
        m_grid->addWidget(heading, m_row++, 0, 1, 2);
    }
    void add(const QString& name, const QKeySequence& keys)
    {
        m_grid->addWidget(new QLabel(name, m_box), m_row, 0);
        auto* label = new QLabel(keys.toString(QKeySequence::NativeText), m_box);
        label->setFont(m_theme.monospace(fontSize::secondary));
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_grid->addWidget(label, m_row++, 1);
    }
    [[nodiscard]] QWidget* widget() const { return m_box; }
    [[nodiscard]] int rows() const { return m_row; }

private:
    const Theme& m_theme;
    QWidget* m_box;
    QGridLayout* m_grid;
    int m_row = 0;
};

} // namespace

ShortcutsSheet::ShortcutsSheet(const Theme& theme, const Actions& actions, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    std::vector<GroupGrid> groups;
    QString current;
    for (const ActionSpec& spec : actionSpecs()) {
        const QKeySequence keys = actions[spec.id]->shortcut();
        if (keys.isEmpty())
            continue;
        if (Actions::group(spec) != current) {
            current = Actions::group(spec);
            groups.emplace_back(theme, current, this);
        }
        groups.back().add(actions[spec.id]->text(), keys);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::xxl, spacing::xl, spacing::xxl, spacing::xl);
    row->setSpacing(2 * spacing::xxl);
    QVBoxLayout* column[columns];
    int filled[columns] = {};
    for (auto& each : column) {
        each = new QVBoxLayout;
        each->setSpacing(spacing::xl);
        row->addLayout(each, 1);
    }
    for (const GroupGrid& group : groups) {
        const auto shortest = std::min_element(std::begin(filled), std::end(filled)) - std::begin(filled);
        column[shortest]->addWidget(group.widget());
        filled[shortest] += group.rows() + 1;
    }
    for (auto* each : column)
        each->addStretch();
    setMinimumWidth(720);
}

} // namespace gw::ui
