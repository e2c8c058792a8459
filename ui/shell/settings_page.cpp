// Settings apply at once; there is no Apply button.
#include "ui/shell/settings_page.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QMessageBox>
#include <QPixmap>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int columnWidth = 720;

QWidget* section(const Theme& theme, const QString& title, QWidget* content, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* heading = new QLabel(title, box);
    heading->setFont(theme.text(fontSize::section, true));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, spacing::xl);
    column->setSpacing(spacing::m);
    column->addWidget(heading);
    column->addWidget(content);
    return box;
}

QFormLayout* formIn(QWidget* box)
{
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(spacing::l);
    form->setVerticalSpacing(spacing::m);
    form->setLabelAlignment(Qt::AlignLeft);
    return form;
}

// As high as a field, so that its text stands in line with the field's.
QLabel* labelOf(QWidget* field, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(field);
    label->setMinimumHeight(field->sizeHint().height());
    label->setMinimumWidth(64);
    return label;
}

QLabel* noteOf(const Theme& theme, const QString& text, QWidget* parent)
{
    auto* note = new QLabel(text, parent);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setFont(theme.text(fontSize::secondary));
    return note;
}

} // namespace

SettingsPage::SettingsPage(Theme& theme, Preferences& preferences, Actions& actions, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_preferences(preferences), m_actions(actions)
{
    auto* content = new QWidget(this);
    content->setMaximumWidth(columnWidth);
    auto* title = new QLabel(tr("Settings"), content);
    title->setFont(theme.text(fontSize::title, true));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(spacing::xl, spacing::xl, spacing::xl, spacing::xl);
    column->setSpacing(spacing::m);
    column->addWidget(title);
    column->addSpacing(spacing::m);
    column->addWidget(section(theme, tr("Appearance"), makeAppearance(), content));
    column->addWidget(section(theme, tr("Gateway"), makeGateway(), content));
    column->addWidget(section(theme, tr("Keyboard shortcuts"), makeShortcuts(), content));
    column->addStretch();

    auto* centred = new QWidget(this);
    auto* row = new QHBoxLayout(centred);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(centred);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

QWidget* SettingsPage::makeAppearance()
{
    auto* box = new QWidget(this);
    auto* choice = new SegmentedControl(m_theme, box);
    choice->setAccessibleName(tr("Theme"));
    choice->addSegment(tr("System"), "settings");
    choice->addSegment(tr("Light"), "sun");
    choice->addSegment(tr("Dark"), "moon");
    const auto show = [this, choice] { choice->setCurrent(int(m_theme.choice())); };
    show();
    connect(&m_theme, &Theme::changed, choice, show);
    connect(choice, &SegmentedControl::currentChanged, this, [this](int index) {
        m_preferences.setTheme(static_cast<ThemeChoice>(index));
        m_theme.setChoice(static_cast<ThemeChoice>(index));
    });
    auto* form = formIn(box);
    form->addRow(labelOf(choice, tr("Theme"), box), choice);
    form->addRow(noteOf(m_theme,
                        tr("Text and icons follow the desktop's scale. QT_SCALE_FACTOR=1.5 in the environment enlarges "
                           "this program alone."),
                        box));
    return box;
}

QWidget* SettingsPage::makeGateway()
{
    auto* box = new QWidget(this);
    auto* port = new QSpinBox(box);
    port->setRange(0, 65535);
    port->setValue(m_preferences.port());
    port->setFixedWidth(100);
    connect(port, &QSpinBox::valueChanged, this, [this](int value) {
        m_preferences.setPort(value);
        emit portChanged(value);
    });
    auto* starts = new QCheckBox(tr("Start when a project opens"), box);
    starts->setChecked(m_preferences.startsGateway());
    connect(starts, &QCheckBox::toggled, this, [this](bool isOn) { m_preferences.setStartsGateway(isOn); });
    auto* form = formIn(box);
    form->addRow(labelOf(port, tr("Port"), box), port);
    form->addRow(noteOf(m_theme, tr("0 takes any free port. A new port is used at the next start."), box));
    form->addRow(starts);
    return box;
}

QWidget* SettingsPage::makeShortcuts()
{
    auto* table = new QTableWidget(this);
    table->setColumnCount(3);
    table->setHorizontalHeaderLabels({tr("Command"), tr("Keys"), {}});
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(34);
    table->setShowGrid(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFocusPolicy(Qt::NoFocus);
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->resizeSection(1, 180);
    table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    fillShortcuts(table);
    table->setFixedHeight(int(actionSpecs().size()) * 34 + 32);
    return table;
}

void SettingsPage::fillShortcuts(QTableWidget* table)
{
    table->setRowCount(int(actionSpecs().size()));
    QPixmap nothing(16, 16); // so that the names of commands without a picture line up with the others
    nothing.fill(Qt::transparent);
    const QIcon blank(nothing);
    int row = 0;
    for (const ActionSpec& spec : actionSpecs()) {
        QAction* action = m_actions[spec.id];
        auto* name = new QTableWidgetItem(action->icon().isNull() ? blank : action->icon(),
                                          Actions::group(spec) + ": " + action->text());
        name->setFlags(Qt::ItemIsEnabled);
        table->setItem(row, 0, name);
        auto* keys = new QKeySequenceEdit(action->shortcut(), table);
        keys->setAccessibleName(tr("Keys of %1").arg(action->text()));
        keys->setEnabled(!spec.isOfTree);
        auto* reset = iconButton(m_theme, "undo", tr("Use the Default Keys"), table);
        const auto show = [action, keys, reset, &spec] {
            keys->setKeySequence(action->shortcut());
            reset->setEnabled(action->shortcut() != Actions::defaultShortcut(spec));
        };
        show();
        connect(&m_actions, &Actions::shortcutsChanged, keys, show);
        connect(keys, &QKeySequenceEdit::editingFinished, this,
                [this, id = spec.id, keys] { changeShortcut(id, keys->keySequence()); });
        connect(reset, &QToolButton::clicked, this,
                [this, &spec] { changeShortcut(spec.id, Actions::defaultShortcut(spec)); });
        table->setCellWidget(row, 1, keys);
        auto* cell = new QWidget(table);
        auto* centred = new QHBoxLayout(cell);
        centred->setContentsMargins(spacing::xxs, 0, spacing::xxs, 0);
        centred->addWidget(reset);
        table->setCellWidget(row, 2, cell);
        ++row;
    }
}

void SettingsPage::changeShortcut(ActionId id, const QKeySequence& keys)
{
    if (keys == m_actions[id]->shortcut())
        return;
    if (const ActionSpec* holder = m_actions.holderOf(keys, id)) {
        const auto answer =
            QMessageBox::question(this, tr("Keyboard Shortcuts"),
                                  tr("%1 belongs to \"%2\". Take it away from there?")
                                      .arg(keys.toString(QKeySequence::NativeText), Actions::text(*holder)));
        if (answer == QMessageBox::Yes)
            m_actions.setShortcut(holder->id, {});
        else
            return emit m_actions.shortcutsChanged(); // shows the old keys again
    }
    m_actions.setShortcut(id, keys);
}

} // namespace gw::ui
