// List on the left, variables on the right; the last, empty row makes a new variable.
#include "ui/console/environment_dialog.h"

#include "ui/console/console_variables.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

enum Column { Name, Value, Secret, ColumnCount };
constexpr int rowPixels = 30;
constexpr int oldNameRole = Qt::UserRole + 1;

// Values of secret rows show dots until they are edited.
class ValueDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool isSecret = index.siblingAtColumn(Secret).data(Qt::CheckStateRole).toInt() == Qt::Checked;
        if (isSecret && !option->text.isEmpty())
            option->text = QString(8, QChar(0x2022));
    }
};

QString freeName(const QStringList& taken)
{
    QString name = QStringLiteral("local");
    for (int number = 2; taken.contains(name); ++number)
        name = QStringLiteral("environment %1").arg(number);
    return name;
}

} // namespace

EnvironmentDialog::EnvironmentDialog(ConsoleVariables& variables, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_variables(variables), m_theme(theme), m_list(new QListWidget), m_pages(new QStackedWidget),
      m_table(new QTableWidget(0, ColumnCount)), m_error(new QLabel(this))
{
    setWindowTitle(tr("Environments"));
    resize(760, 460);
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    auto* none = new EmptyState(theme, QStringLiteral("environment"), tr("No environment yet"),
                                tr("An environment holds the variables that {{name}} stands for in requests: the "
                                   "address of a stage, an id, a token."));
    connect(none->addButton(tr("New Environment"), ButtonRole::Primary), &QPushButton::clicked, this,
            &EnvironmentDialog::addEnvironment);
    m_pages->addWidget(none);
    m_pages->addWidget(makeTable());
    splitter->addWidget(m_pages);
    splitter->setSizes({200, 560});
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    m_error->setWordWrap(true);
    m_error->hide();
    QPalette red = m_error->palette();
    red.setColor(QPalette::WindowText, theme.color(Color::Danger));
    m_error->setPalette(red);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::xl, spacing::xl, spacing::xl, spacing::xl);
    layout->setSpacing(spacing::l);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (!m_isFilling && saveShown() && item)
            showEnvironment(item->text());
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!m_isFilling)
            renameEnvironment(item->text());
    });
    fillList(variables.current());
}

QWidget* EnvironmentDialog::makeList()
{
    auto* panel = new QWidget;
    m_list->setAccessibleName(tr("Environments"));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    auto* add = iconButton(m_theme, QStringLiteral("plus"), tr("New environment"), panel);
    auto* remove = iconButton(m_theme, QStringLiteral("trash"), tr("Delete the environment"), panel);
    connect(add, &QToolButton::clicked, this, &EnvironmentDialog::addEnvironment);
    connect(remove, &QToolButton::clicked, this, &EnvironmentDialog::deleteEnvironment);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(spacing::xs);
    bar->addWidget(add);
    bar->addWidget(remove);
    bar->addStretch();
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, spacing::m, 0);
    layout->setSpacing(spacing::xs);
    layout->addWidget(m_list, 1);
    layout->addLayout(bar);
    return panel;
}

QWidget* EnvironmentDialog::makeTable()
{
    auto* page = new QWidget;
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Value"), tr("Secret")});
    m_table->setAccessibleName(tr("Variables"));
    m_table->setItemDelegateForColumn(Value, new ValueDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowPixels);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(Value, QHeaderView::Stretch);
    m_table->setColumnWidth(Name, 170);
    m_table->setColumnWidth(Secret, 64);
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_table, &QTableWidget::cellChanged, this, &EnvironmentDialog::cellChanged);
    auto* hint = new QLabel(tr("Secret values stay on this machine, in .gatewright/secrets.yaml. Clear a name to "
                               "remove its variable."));
    hint->setWordWrap(true);
    hint->setFont(m_theme.text(fontSize::secondary));
    QPalette muted = hint->palette();
    muted.setColor(QPalette::WindowText, m_theme.color(Color::TextMuted));
    hint->setPalette(muted);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_table, 1);
    layout->addWidget(hint);
    return page;
}

QString EnvironmentDialog::currentName() const
{
    return m_loaded.name;
}

void EnvironmentDialog::fillList(const QString& select)
{
    m_isFilling = true;
    m_list->clear();
    for (const QString& name : m_variables.environments()) {
        auto* item = new QListWidgetItem(name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setData(oldNameRole, name);
        if (name == select || !m_list->currentItem())
            m_list->setCurrentItem(item);
    }
    m_isFilling = false;
    if (m_list->currentItem())
        showEnvironment(m_list->currentItem()->text());
    else
        m_pages->setCurrentIndex(0);
}

void EnvironmentDialog::showEnvironment(const QString& name)
{
    const Result<console::Environment> environment = m_variables.load(name);
    if (!environment) {
        m_loaded = {};
        m_pages->setCurrentIndex(0);
        return explain(environment.error());
    }
    m_error->hide();
    m_loaded = *environment;
    m_isFilling = true;
    m_table->setRowCount(0);
    for (const console::EnvironmentVariable& variable : m_loaded.variables)
        addRow(variable);
    addRow({});
    m_isFilling = false;
    m_pages->setCurrentIndex(1);
}

void EnvironmentDialog::addRow(const console::EnvironmentVariable& variable)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    auto* name = new QTableWidgetItem(variable.name);
    auto* value = new QTableWidgetItem(variable.value);
    name->setFont(m_theme.monospace());
    value->setFont(m_theme.monospace());
    auto* secret = new QTableWidgetItem;
    secret->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
    secret->setCheckState(variable.isSecret ? Qt::Checked : Qt::Unchecked);
    m_table->setItem(row, Name, name);
    m_table->setItem(row, Value, value);
    m_table->setItem(row, Secret, secret);
}

void EnvironmentDialog::cellChanged(int row, int)
{
    if (m_isFilling)
        return;
    const bool isLast = row == m_table->rowCount() - 1;
    if (isLast && !m_table->item(row, Name)->text().isEmpty()) {
        m_isFilling = true;
        addRow({});
        m_isFilling = false;
    }
    m_table->viewport()->update();
}

console::Environment EnvironmentDialog::shown() const
{
    console::Environment environment;
    environment.name = m_loaded.name;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString name = m_table->item(row, Name)->text().trimmed();
        if (!name.isEmpty())
            environment.variables.push_back(
                {name, m_table->item(row, Value)->text(), m_table->item(row, Secret)->checkState() == Qt::Checked});
    }
    return environment;
}

bool EnvironmentDialog::saveShown()
{
    if (m_loaded.name.isEmpty())
        return true;
    const console::Environment environment = shown();
    if (environment == m_loaded)
        return true;
    const Result<void> saved = m_variables.save(environment);
    if (!saved) {
        explain(saved.error());
        return false;
    }
    m_loaded = environment;
    return true;
}

void EnvironmentDialog::addEnvironment()
{
    if (!saveShown())
        return;
    console::Environment environment;
    environment.name = freeName(m_variables.environments());
    if (const Result<void> saved = m_variables.save(environment); !saved)
        return explain(saved.error());
    if (m_variables.current().isEmpty())
        m_variables.choose(environment.name);
    fillList(environment.name);
}

void EnvironmentDialog::renameEnvironment(const QString& name)
{
    const QString old = m_list->currentItem()->data(oldNameRole).toString();
    if (name == old || !saveShown())
        return;
    const bool wasChosen = m_variables.current() == old;
    if (const Result<void> renamed = m_variables.rename(old, name); !renamed) {
        fillList(old);
        return explain(renamed.error());
    }
    m_loaded = {};
    if (wasChosen)
        m_variables.choose(name);
    fillList(name);
}

void EnvironmentDialog::deleteEnvironment()
{
    const QString name = m_loaded.name;
    if (name.isEmpty())
        return;
    const auto answer = QMessageBox::question(this, tr("Delete Environment"),
                                              tr("Delete the environment \"%1\" with its variables?").arg(name),
                                              QMessageBox::Yes | QMessageBox::Cancel);
    if (answer != QMessageBox::Yes)
        return;
    m_loaded = {};
    if (const Result<void> removed = m_variables.remove(name); !removed)
        explain(removed.error());
    fillList({});
}

void EnvironmentDialog::explain(const Diagnostic& error)
{
    m_error->setText(QString::fromStdString(error.message + (error.hint.empty() ? "" : " " + error.hint)));
    m_error->show();
}

void EnvironmentDialog::done(int result)
{
    // An editor still open holds text that is not in the table yet.
    m_table->setCurrentItem(nullptr);
    if (saveShown())
        QDialog::done(result);
}

} // namespace gw::ui
