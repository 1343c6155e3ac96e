namespace RollbackOps.Crash.Tests.Faults;

/// <summary>What people, disks and mounts do to the workshop while a run is under way.</summary>
internal static class WorkshopPersons
{
    private const string Git = "git -C $WORKSHOP/site -c user.name=p -c user.email=p@example.org";

    public static IReadOnlyList<Fault> All { get; } =
    [
        WhileStopped("a person commits", $"{Git} commit -q --allow-empty -m hotfix", "git -C site reset -q --soft v2.0.0", 4),
        WhileStopped("a person edits a file of the code", "echo hotfix >>$WORKSHOP/site/app.txt", ":", 0),
        WhileStopped("a person edits the configuration", "echo '# by hand' >>$WORKSHOP/conf/nginx.conf", "sed -i '$d' conf/nginx.conf", 4),
        WhileStopped("a person starts the service", "touch $WORKSHOP/running", ":", 0, 3),
        WhileStopped("the configuration becomes a folder", "cd $WORKSHOP/conf; mv nginx.conf x; mkdir nginx.conf", "cd conf; rmdir nginx.conf; mv x nginx.conf", 4),
        WhileStopped("the configuration becomes a link", "cd $WORKSHOP/conf; mv nginx.conf x; ln -s x nginx.conf", "cd conf; mv x nginx.conf", 4),
        WhileStopped("the restored copy is taken away", "cd $WORKSHOP; mkdir away; mv data/app.db?* away", "mv away/* data", 4),
        WhileStopped("the live database is another file", "cd $WORKSHOP; mv data/app.db away; cp away data/app.db", "mv away data/app.db", 4),
        new("service", "reload", Manner.PersonBefore)
        {
            Name = "reloading: what was kept is taken away, and nothing starts",
            Person = "cd $WORKSHOP; mv state/*/kept/000001/conf-replace away; touch broken",
            Mend = "rm broken; cd state/*/kept/000001; mv $WORKSHOP/away conf-replace",
            Ends = [4],
        },
        WhileStopped("the runbook is broken", "echo nonsense >$WORKSHOP/rollback.yaml", ":", 0),
        WhileStopped("another git holds the tree", "touch $WORKSHOP/site/.git/index.lock", "rm site/.git/index.lock", 3),
        WhileStopped("the configuration's folder is read-only", "cd $WORKSHOP; mount --bind conf conf && mount -o remount,ro,bind conf", "umount conf", 3),
        WhileStopped("the code's folder is read-only", "cd $WORKSHOP; mount --bind site site && mount -o remount,ro,bind site", "umount site", 3),
        WhileStopped("the database's folder is read-only", "cd $WORKSHOP; mount --bind data data && mount -o remount,ro,bind data", "umount data", 3, 4),
        WhileStopped("the state's disk is full", "dd if=/dev/zero of=$WORKSHOP/state/fill bs=4k", "rm state/fill", 3, 5) with { Small = "state" },
        WhilePreparing("the state's disk is full", "dd if=/dev/zero of=$WORKSHOP/state/fill bs=4k", "rm state/fill", 2, 5) with { Small = "state" },
        WhilePreparing("the database's disk is full", "dd if=/dev/zero of=$WORKSHOP/data/fill bs=1k", "rm data/fill", 2) with { Small = "data" },
        WhilePreparing("the backup is deleted", "rm $WORKSHOP/backups/*", ":", 2),
        WhilePreparing("the backup is another", "cd $WORKSHOP/backups; cp ../data/app.db app-20260217-100000.db", ":", 2),
        WhilePreparing("the backup is cut off", "cd $WORKSHOP/backups; truncate -s 3000 app-20260217-100000.db", ":", 2),
        WhilePreparing("the saved configuration is deleted", "rm $WORKSHOP/saved/nginx.conf", ":", 0, 2),
        new("git", " fetch ", Manner.PersonBefore) { Name = "fetching: the tag is deleted at the remote", Person = "git -C $WORKSHOP/origin tag -d v1.0.1", Ends = [2] },
        new("git", " fetch ", Manner.PersonBefore) { Name = "fetching: the tag is moved at the remote", Person = "git -C $WORKSHOP/origin tag -f v1.0.1 v1.0.0", Ends = [2] },
        new("git", " fetch ", Manner.PersonBefore) { Name = "fetching: the remote is gone", Person = "mv $WORKSHOP/origin $WORKSHOP/away", Mend = "mv away origin", Ends = [2] },
    ];

    private static Fault WhileStopped(string what, string person, string mend, params int[] ends) =>
        new("service", "stop", Manner.PersonAfter) { Name = $"stopped: {what}", Person = person, Mend = mend, Ends = ends };

    private static Fault WhilePreparing(string what, string person, string mend, params int[] ends) =>
        new("nginx", "-t", Manner.PersonAfter) { Name = $"preparing: {what}", Person = person, Mend = mend, Ends = ends };
}
