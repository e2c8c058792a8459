// The tree's edits are those of core/api/model_tree.h; the text is the same schema written out.
#include "ui/design/model_editor.h"

#include "core/api/model_tree.h"
#include "ui/design/code_field.h"
#include "ui/design/sample_panel.h"
#include "ui/design/schema_delegate.h"
#include "ui/models/json_text.h"
#include "ui/models/schema_tree_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int textHeight = 200; // at least

json::Value valueOf(const QString& text)
{
    const auto value = parseJsonText(text);
    return value ? *value : json::Value(text.toStdString());
}

QString listText(const json::Value& values)
{
    QStringList texts;
    if (values.isArray())
        for (const json::Value& value : values.asArray())
            texts << QString::fromStdString(value.isString() ? value.asString() : value.scalarText());
    return texts.join(QStringLiteral(", "));
}

// "a, b": texts where the property is one, else JSON values.
json::Value listOf(const QString& text, bool areTexts)
{
    json::Array values;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString trimmed = part.trimmed();
        values.push_back(areTexts ? json::Value(trimmed.toStdString()) : valueOf(trimmed));
    }
    return values.empty() ? json::Value() : json::Value(std::move(values));
}

} // namespace

ModelEditor::ModelEditor(const Theme& theme, Apply apply, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_apply(std::move(apply)), m_model(new SchemaTreeModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    m_pages = new QStackedWidget;
    m_pages->addWidget(buildTree());
    m_sample = new SamplePanel(theme);
    m_pages->addWidget(m_sample);
    splitter->addWidget(m_pages);
    splitter->addWidget(buildText());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400}); // the tree's columns would take nearly all of it
    column->addWidget(splitter, 1);
    connect(m_model, &SchemaTreeModel::edited, this, &ModelEditor::cellEdited);
    connect(m_model, &SchemaTreeModel::moved, this, [this](const QString& pointer, int position) {
        edit(tr("Move Property"), [=](json::Value schema) {
            return moveProperty(std::move(schema), pointer.toStdString(), static_cast<std::size_t>(position));
        });
    });
    connect(m_sample, &SamplePanel::closed, this, [this] {
        m_pages->setCurrentIndex(0);
        m_tree->setFocus();
    });
    connect(m_sample, &SamplePanel::schemaMade, this, [this](const json::Value& made) {
        edit(tr("Make Model from Sample"), [made](const json::Value&) -> Result<json::Value> { return made; });
    });
}

QWidget* ModelEditor::buildTree()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, spacing::m, 0);
    column->setSpacing(spacing::xs);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(spacing::xs);
    auto* add = flatButton(m_theme, QStringLiteral("plus"), tr("Add Property"), page);
    add->setToolTip(tr("Add a property to the selected object (Insert)"));
    m_remove = iconButton(m_theme, QStringLiteral("trash"), tr("Remove Property"), page, Qt::Key_Delete);
    m_up = iconButton(m_theme, QStringLiteral("chevron-up"), tr("Move Up"), page, Qt::ALT | Qt::Key_Up);
    m_down = iconButton(m_theme, QStringLiteral("chevron-down"), tr("Move Down"), page, Qt::ALT | Qt::Key_Down);
    auto* sample = flatButton(m_theme, QStringLiteral("sparkle"), tr("From Sample…"), page);
    for (QToolButton* button : {add, m_remove, m_up, m_down})
        bar->addWidget(button);
    bar->addStretch(1);
    bar->addWidget(sample);
    column->addLayout(bar);
    m_tree = new QTreeView;
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new SchemaDelegate(
        m_theme, [this] { return otherNames(); }, m_tree));
    m_tree->setAccessibleName(tr("Properties"));
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::SelectedClicked);
    m_tree->header()->setStretchLastSection(true);
    m_tree->installEventFilter(this);
    column->addWidget(m_tree, 1);
    m_problem = new ToneLabel(m_theme, tone::error);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    column->addWidget(buildDetails());
    connect(add, &QToolButton::clicked, this, &ModelEditor::addProperty);
    connect(m_remove, &QToolButton::clicked, this, &ModelEditor::removeCurrent);
    connect(m_up, &QToolButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveCurrent(1); });
    connect(sample, &QToolButton::clicked, this, &ModelEditor::openSample);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        for (TextField* field : {m_format, m_pattern, m_minimum, m_maximum, m_values})
            field->forget();
        showDetails();
    });
    return page;
}

QWidget* ModelEditor::buildDetails()
{
    m_details = new QWidget;
    auto* column = new QVBoxLayout(m_details);
    column->setContentsMargins(0, spacing::m, 0, 0);
    column->setSpacing(spacing::m);
    const auto field = [this](const QString& label, const QString& keyword, bool isJson) {
        auto* made = new TextField(m_theme, label, TextField::Kind::CodeLine);
        made->setCommit([=, this](const QString& value) { return setKeyword(keyword, value, isJson); });
        return made;
    };
    m_format = field(tr("Format"), QStringLiteral("format"), false);
    QStringList formats;
    for (const std::string_view format : modelFormats)
        formats << QString::fromUtf8(format.data(), static_cast<qsizetype>(format.size()));
    m_format->setCompletions(formats);
    m_pattern = field(tr("Pattern"), QStringLiteral("pattern"), false);
    m_minimum = field(tr("At least"), QStringLiteral("minimum"), true);
    m_maximum = field(tr("At most"), QStringLiteral("maximum"), true);
    m_values = field(tr("Allowed values, separated by commas"), QStringLiteral("enum"), false);
    m_closed = new CheckField(m_theme, tr("Properties that are not listed are refused"));
    m_closed->setCommit(
        [this](const QString& value) { return setKeyword(QStringLiteral("additionalProperties"), value, true); });
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::m);
    for (TextField* part : {m_format, m_pattern, m_minimum, m_maximum})
        row->addWidget(part, 1, Qt::AlignTop);
    column->addLayout(row);
    column->addWidget(m_values);
    column->addWidget(m_closed);
    return m_details;
}

QWidget* ModelEditor::buildText()
{
    m_text = new CodeField(m_theme, tr("JSON Schema"), CodeEditor::Language::Json, textHeight);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_text->editor()->setMinimumHeight(textHeight);
    m_text->editor()->setMaximumHeight(QWIDGETSIZE_MAX);
    m_text->editor()->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_text->setContentsMargins(spacing::m, 0, 0, 0); // beside the splitter's handle
    m_text->setSameness(isSameJson);
    m_text->setCommit([this](const QString& value) -> QString {
        const auto schema = parseJsonText(value);
        std::vector<CodeEditor::Mark> marks;
        if (!schema)
            marks.push_back({schema.error().position.line, Severity::Error, errorText(schema.error()),
                             schema.error().position.column});
        m_text->editor()->setMarks(std::move(marks));
        if (!schema)
            return errorText(schema.error());
        if (!schema->isObject())
            return tr("A model is a JSON object, as in {\"type\": \"object\"}.");
        return m_apply(
            tr("Edit Model"), [made = *schema](const json::Value&) -> Result<json::Value> { return made; },
            QStringLiteral("text"));
    });
    return m_text;
}

void ModelEditor::setBodies(std::function<std::vector<CapturedBody>()> bodies)
{
    m_sample->setBodies(std::move(bodies));
}

void ModelEditor::openSample()
{
    m_pages->setCurrentWidget(m_sample);
    m_sample->open();
}

void ModelEditor::showModel(const QString& name, const json::Value& schema, std::vector<Reference> others, bool isOther)
{
    m_schema = schema;
    m_others = std::move(others);
    const bool isFirst = m_model->rowCount() == 0;
    m_model->setSchema(name, schema);
    if (isOther) {
        m_text->forget();
        m_text->editor()->setMarks({});
        m_problem->hide();
        m_pages->setCurrentIndex(0);
        m_tree->expandToDepth(2);
        m_tree->setCurrentIndex(m_model->index(0, 0));
    }
    if (isFirst) {
        m_tree->header()->resizeSection(SchemaTreeModel::NameColumn, 180);
        m_tree->header()->resizeSection(SchemaTreeModel::TypeColumn, 110);
        m_tree->header()->resizeSection(SchemaTreeModel::RequiredColumn, 76);
        m_tree->header()->resizeSection(SchemaTreeModel::DescriptionColumn, 170);
    }
    m_text->setValue(jsonText(schema));
    showDetails();
}

QString ModelEditor::edit(const QString& name, const SchemaEdit& edit, const QString& field)
{
    const QString problem = m_apply(name, edit, field);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    return problem;
}

QStringList ModelEditor::otherNames() const
{
    QStringList names;
    for (const Reference& other : m_others)
        names << other.name;
    return names;
}

void ModelEditor::select(const std::string& pointer)
{
    const QModelIndex index = m_model->find(QString::fromStdString(pointer));
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

SchemaEdit ModelEditor::typeEdit(const std::string& pointer, const QString& type) const
{
    if (type.startsWith(SchemaTreeModel::referenceMark)) {
        const QString name = type.mid(SchemaTreeModel::referenceMark.size());
        for (const Reference& other : m_others)
            if (other.name == name)
                return [pointer, ref = other.ref.toStdString()](json::Value schema) {
                    return setModelReference(std::move(schema), pointer, ref);
                };
    }
    std::vector<std::string> types;
    if (type != SchemaTreeModel::tr("any"))
        types.push_back(type.toStdString());
    return [pointer, types](json::Value schema) { return setModelTypes(std::move(schema), pointer, types); };
}

void ModelEditor::cellEdited(const QString& pointer, int column, const QString& value)
{
    const std::string at = pointer.toStdString();
    const std::string text = value.toStdString();
    switch (column) {
    case SchemaTreeModel::NameColumn:
        edit(tr("Rename Property"), [=](json::Value s) { return renameProperty(std::move(s), at, text); });
        break;
    case SchemaTreeModel::TypeColumn:
        edit(tr("Change Type"), typeEdit(at, value));
        break;
    case SchemaTreeModel::RequiredColumn:
        edit(tr("Change Required"), [=](json::Value s) { return setRequired(std::move(s), at, text == "true"); });
        break;
    case SchemaTreeModel::DescriptionColumn:
        edit(tr("Edit Description"),
             [=](json::Value s) { return setModelKeyword(std::move(s), at, "description", json::Value(text)); });
        break;
    default:
        break;
    }
    showDetails();
}

QString ModelEditor::setKeyword(const QString& keyword, const QString& value, bool isJson)
{
    const ModelNode* node = m_model->node(m_tree->currentIndex());
    if (!node)
        return {};
    const std::string pointer = node->pointer;
    const bool areTexts = node->types.size() == 1 && node->types.front() == "string";
    json::Value wanted = isJson ? valueOf(value) : json::Value(value.toStdString());
    if (keyword == QLatin1String("enum"))
        wanted = listOf(value, areTexts);
    if (keyword == QLatin1String("additionalProperties"))
        wanted = value == QLatin1String("true") ? json::Value(false) : json::Value();
    const bool isBound = keyword == QLatin1String("minimum") || keyword == QLatin1String("maximum");
    if (isBound && !wanted.isNull() && !wanted.isNumber())
        return tr("A bound is a number.");
    return m_apply(
        tr("Change Rule"),
        [=, key = keyword.toStdString()](json::Value schema) {
            if (key == "minimum")
                return setModelMinimum(std::move(schema), pointer, wanted);
            if (key == "maximum")
                return setModelMaximum(std::move(schema), pointer, wanted);
            return setModelKeyword(std::move(schema), pointer, key, wanted);
        },
        keyword + QString::fromStdString(pointer));
}

std::pair<QString, QString> ModelEditor::measureLabels(const ModelNode& node)
{
    if (node.isObject())
        return {tr("Fewest properties"), tr("Most properties")};
    if (node.isList())
        return {tr("Fewest items"), tr("Most items")};
    const bool isText = std::find(node.types.begin(), node.types.end(), "string") != node.types.end();
    return isText ? std::pair(tr("Shortest length"), tr("Longest length")) : std::pair(tr("At least"), tr("At most"));
}

void ModelEditor::showDetails()
{
    const QModelIndex current = m_tree->currentIndex();
    const ModelNode* node = m_model->node(current);
    const bool isProperty = node && SchemaTreeModel::isProperty(*node);
    m_remove->setEnabled(node && node->kind != ModelNodeKind::Root);
    m_up->setEnabled(isProperty && current.row() > 0);
    m_down->setEnabled(isProperty && current.row() + 1 < m_model->rowCount(current.parent()));
    m_details->setVisible(node && node->ref.empty());
    if (!node)
        return;
    const auto is = [node](const char* type) {
        return std::find(node->types.begin(), node->types.end(), type) != node->types.end();
    };
    const bool isText = is("string");
    m_format->setVisible(isText);
    m_pattern->setVisible(isText);
    const bool isMeasured = isText || is("number") || is("integer") || node->isList() || node->isObject();
    const auto [least, most] = measureLabels(*node);
    m_minimum->setLabel(least);
    m_maximum->setLabel(most);
    m_minimum->setVisible(isMeasured);
    m_maximum->setVisible(isMeasured);
    m_values->setVisible(isText || is("number") || is("integer"));
    m_closed->setVisible(node->isObject());
    m_format->setValue(QString::fromStdString(node->format));
    m_pattern->setValue(QString::fromStdString(node->pattern));
    m_minimum->setValue(QString::fromStdString(node->minimum.scalarText()));
    m_maximum->setValue(QString::fromStdString(node->maximum.scalarText()));
    m_values->setValue(listText(node->enumeration));
    m_closed->setValue(!node->allowsOthers);
}

// To the selected object; beside the selected property when that takes none.
void ModelEditor::addProperty()
{
    QModelIndex at = m_tree->currentIndex().siblingAtColumn(0);
    while (at.isValid() && at.parent().isValid() && !m_model->node(at)->isObject())
        at = at.parent();
    const std::string pointer = m_model->pointer(at).toStdString();
    const json::Value* place = pointer.empty() ? &m_schema : m_schema.at(pointer);
    std::string name = "property";
    for (int n = 2; place && (*place)["properties"].find(name); ++n)
        name = "property" + std::to_string(n);
    if (!edit(tr("Add Property"), [=](json::Value schema) {
             return gw::addProperty(std::move(schema), pointer, name, "string");
         }).isEmpty())
        return;
    select(pointer + "/properties/" + name);
    m_tree->setFocus();
    m_tree->edit(m_tree->currentIndex());
}

void ModelEditor::removeCurrent()
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    const ModelNode* node = m_model->node(current);
    if (!node || node->kind == ModelNodeKind::Root)
        return;
    const std::string pointer = node->pointer;
    edit(tr("Remove Property"), [=](json::Value schema) { return removeModelNode(std::move(schema), pointer); });
}

void ModelEditor::moveCurrent(int by)
{
    const QModelIndex current = m_tree->currentIndex();
    const ModelNode* node = m_model->node(current);
    const int wanted = current.row() + by;
    if (!node || !SchemaTreeModel::isProperty(*node) || wanted < 0 || wanted >= m_model->rowCount(current.parent()))
        return;
    const std::string pointer = node->pointer;
    if (edit(tr("Move Property"), [=](json::Value schema) {
            return moveProperty(std::move(schema), pointer, static_cast<std::size_t>(wanted));
        }).isEmpty())
        select(pointer);
}

bool ModelEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_tree || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isAlt = key->modifiers() == Qt::AltModifier;
    if (key->key() == Qt::Key_Delete)
        removeCurrent();
    else if (key->key() == Qt::Key_Insert)
        addProperty();
    else if (isAlt && key->key() == Qt::Key_Up)
        moveCurrent(-1);
    else if (isAlt && key->key() == Qt::Key_Down)
        moveCurrent(1);
    else if (key->key() == Qt::Key_Space && SchemaTreeModel::isProperty(*m_model->node(m_tree->currentIndex())))
        m_model->setData(m_tree->currentIndex().siblingAtColumn(SchemaTreeModel::RequiredColumn),
                         m_model->node(m_tree->currentIndex())->isRequired ? Qt::Unchecked : Qt::Checked,
                         Qt::CheckStateRole);
    else
        return false;
    return true;
}

} // namespace gw::ui
