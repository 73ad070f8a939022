#include "viewer/library/IndexDatabase.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

namespace dokuei::viewer {
namespace {

[[noreturn]] void fail(const QSqlError& error) {
    const QString code = error.nativeErrorCode();
    // SQLITE_FULL, SQLITE_READONLY, SQLITE_BUSY, SQLITE_CORRUPT
    if (code == QLatin1String("13")) throw IndexError("the disk is full");
    if (code == QLatin1String("8")) throw IndexError("it cannot be written");
    if (code == QLatin1String("5")) throw IndexError("another program keeps it busy");
    if (code == QLatin1String("11")) throw IndexError("the database is damaged; re-index the library");
    throw IndexError("the database cannot be used (" + error.text().toStdString() + ")");
}

/// Qt binds an empty text that was never set as NULL.
QVariant bound(const QVariant& value) {
    if (value.typeId() == QMetaType::QString && value.toString().isNull()) return QStringLiteral("");
    return value;
}

enum class State { Good, Unreadable, Newer };

State stateOf(const QSqlDatabase& database) {
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()) {
        // Busy or forbidden is no reason to put a library aside; only a file that is no database (26) is.
        const QString code = query.lastError().nativeErrorCode();
        return code == QLatin1String("26") || code == QLatin1String("11") ? State::Unreadable : State::Good;
    }
    if (query.value(0).toInt() > IndexDatabase::kVersion) return State::Newer;
    query.finish();
    return query.exec(QStringLiteral("SELECT count(*) FROM sqlite_master")) ? State::Good : State::Unreadable;
}

void putAside(const QString& file) {
    const QString aside = file + QStringLiteral(".unreadable");
    QFile::remove(aside);
    QFile::rename(file, aside);
    for (const char* suffix : {"-wal", "-shm"}) QFile::remove(file + QLatin1String(suffix));
}

}  // namespace

Statement::Statement(const QSqlDatabase& database, const QString& sql) : query_(database) {
    query_.setForwardOnly(true);
    if (!query_.prepare(sql)) fail(query_.lastError());
}

Statement& Statement::run(std::initializer_list<QVariant> values) {
    int place = 0;
    for (const QVariant& value : values) query_.bindValue(place++, bound(value));
    if (!query_.exec()) fail(query_.lastError());
    return *this;
}

Statement& Statement::run(const QVariantList& values) {
    for (qsizetype place = 0; place < values.size(); ++place)
        query_.bindValue(static_cast<int>(place), bound(values[place]));
    if (!query_.exec()) fail(query_.lastError());
    return *this;
}

bool Statement::next() {
    if (query_.next()) return true;
    if (query_.lastError().isValid()) fail(query_.lastError());
    query_.finish();
    return false;
}

QVariant Statement::only(std::initializer_list<QVariant> values) {
    run(values);
    const QVariant found = next() ? query_.value(0) : QVariant();
    query_.finish();
    return found;
}

Transaction::Transaction(const QSqlDatabase& database) : database_(database) {
    Statement(database_, "BEGIN IMMEDIATE").run();
}

Transaction::~Transaction() {
    if (!done_) QSqlQuery(database_).exec(QStringLiteral("ROLLBACK"));
}

void Transaction::commit() {
    Statement(database_, "COMMIT").run();
    done_ = true;
}

IndexDatabase::IndexDatabase(const QString& file, Lock lock)
    : connection_(QStringLiteral("study-index-") + QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    const bool onDisk = file != QLatin1String(":memory:");
    if (onDisk) {
        QDir().mkpath(QFileInfo(file).absolutePath());
    }
    if (onDisk && lock == Lock::Take) {
        lock_ = open(QFile::encodeName(file + QStringLiteral(".lock")).constData(),
                     O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock_ >= 0 && flock(lock_, LOCK_SH | LOCK_NB) != 0) {
            close(lock_);
            throw IndexError("the library is being moved by another program; try again when it is done");
        }
    }
    database_ = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
    database_.setDatabaseName(file);
    database_.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=30000"));
    try {
        bool opened = database_.open();
        const State state = opened ? stateOf(database_) : State::Good;
        if (state == State::Newer) throw IndexError("it was made by a newer version of this program");
        if (onDisk && state == State::Unreadable) {
            database_.close();
            putAside(file);
            opened = database_.open();
        }
        if (!opened) {
            const QString why = database_.lastError().text();
            throw IndexError(file.toStdString() + " cannot be opened (" + why.toStdString() + ")");
        }
        if (onDisk)  // names of patients: for the owner's eyes only
            QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        migrateIndex(database_);
    } catch (...) {
        database_ = QSqlDatabase();
        QSqlDatabase::removeDatabase(connection_);
        if (lock_ >= 0) close(lock_);
        throw;
    }
}

IndexDatabase::~IndexDatabase() {
    database_.close();
    database_ = QSqlDatabase();
    QSqlDatabase::removeDatabase(connection_);
    if (lock_ >= 0) close(lock_);
}

}  // namespace dokuei::viewer
