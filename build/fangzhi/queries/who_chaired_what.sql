-- title: Who chaired what
-- question: Which meetings did each official chair, and in which posts?
SELECT held_on, meeting, official, posts
FROM meeting_attendance
WHERE roles LIKE '%presided%'
ORDER BY held_on, meeting, official, posts, path;
